import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent models plan --server vllm` says. Sizes are of one card. */
export const vllmTexts = {
  en: {
    asked:
      '--server vllm plans a named model on cards given by --vram or found here, with --context at most; --kv and --sequences are not for it.',
    sentence: (title: string, cards: number, used: string, card: string, weights: string, buffers: string, cache: string) =>
      `${title} on vLLM in bfloat16${cards === 1 ? '' : `, divided among ${cards} cards`}: ${used} of ${card} GB${cards === 1 ? '' : ' of each'}: weights ${weights}, buffers ${buffers} (assumed), cache ${cache}`,
    room: (tokens: string, requests: string, context: string) =>
      `Room for ${tokens} tokens of all requests together: ${requests} of ${context} tokens at once, more of shorter ones. With --kv-cache-dtype fp8 twice as many.`,
    latent: (bytes: string, cards: number) =>
      `A token takes ${bytes} bytes of cache${cards === 1 ? '' : ' on every card: the latent of all heads is one, so that cards do not divide it'}.`,
    divided: (bytes: string) => `A token takes ${bytes} bytes of cache on each card.`,
    measured: 'vLLM measures the buffers at its start and tells the tokens it has room for ("GPU KV cache size"); that counts.',
    left: (cards: number, given: number) => `Heads are divided evenly: ${cards} of the ${given} cards are used.`,
    tooBig: (title: string, weights: string, card: string, cards: number, context: string) =>
      `No: ${title} takes ${weights} GB of weights on ${cards === 1 ? 'a card' : `each of ${cards} cards`} with ${card} GB, which leaves no room for ${context} tokens.`,
    fewest: (cards: number, card: string) => `With ${cards} cards of ${card} GB it fits.`,
    none: (card: string) => `With cards of ${card} GB it fits on no number up to 64.`,
    legend: '█ weights  ▒ buffers  ▓ cache  ░ kept free',
  },
  zh: {
    asked:
      '--server vllm 规划一个指定的模型，显卡由 --vram 给出或在本机检测，可再加 --context；不能与 --kv 和 --sequences 同用。',
    sentence: (title: string, cards: number, used: string, card: string, weights: string, buffers: string, cache: string) =>
      `${title}，vLLM，bfloat16${cards === 1 ? '' : `，分到 ${cards} 张显卡`}：${cards === 1 ? '' : '每张 '}${used} / ${card} GB：权重 ${weights}，缓冲区 ${buffers}（假定），缓存 ${cache}`,
    room: (tokens: string, requests: string, context: string) =>
      `可容纳所有请求共 ${tokens} 个 token：同时 ${requests} 个 ${context} token 的请求，更短的请求则更多。使用 --kv-cache-dtype fp8 可加倍。`,
    latent: (bytes: string, cards: number) =>
      `每个 token 占用 ${bytes} 字节缓存${cards === 1 ? '' : '，每张显卡都是如此：所有注意力头共用一个潜变量，显卡之间无法分摊'}。`,
    divided: (bytes: string) => `每个 token 在每张显卡上占用 ${bytes} 字节缓存。`,
    measured: 'vLLM 启动时会实测缓冲区，并给出可容纳的 token 数（“GPU KV cache size”），以其为准。',
    left: (cards: number, given: number) => `注意力头需均分：使用 ${given} 张显卡中的 ${cards} 张。`,
    tooBig: (title: string, weights: string, card: string, cards: number, context: string) =>
      `不行：${title} 的权重在${cards === 1 ? '一张' : ` ${cards} 张显卡的每张`} ${card} GB ${cards === 1 ? '显卡' : ''}上占 ${weights} GB，放不下 ${context} 个 token。`,
    fewest: (cards: number, card: string) => `使用 ${cards} 张 ${card} GB 的显卡即可放下。`,
    none: (card: string) => `使用 ${card} GB 的显卡，64 张以内都放不下。`,
    legend: '█ 权重  ▒ 缓冲区  ▓ 缓存  ░ 保留',
  },
} as const satisfies Record<DisplayLanguage, unknown>
