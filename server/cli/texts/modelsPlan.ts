import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent models plan` says. */
export const planTexts = {
  en: {
    description: 'tell whether a model fits into this or another machine, and how it is loaded there',
    name: 'catalogue name, with :QUANTISATION where one is wanted, or the path of a .gguf file; without it the best model for each machine',
    vram: 'memory of the graphics card, for example 24G, of several 8x80G, 0 for none; without it what is found here',
    ram: 'memory of the machine, for example 64G',
    context: 'tokens that completions and reviews see at once, each',
    sequences: 'texts that are kept in the cache at once',
    kv: 'number format of the KV cache',
    online: "read the file's own header from the model hub first, a few megabytes",
    server: 'plan for a server of several people: every card has --vram, weights stay in bfloat16',
    why: 'print why DeepSeek-V2 fits where others do not, as arithmetic with sources',
    help: `
GB are 10^9 bytes. A part of the memory is kept free for the screen, the system and other programs.
Exit codes: 0 it fits, 1 it does not, 2 it could not be planned.

Examples:
  latent models plan deepseek-coder-v2-lite-instruct
  latent models plan deepseek-coder-v2-lite-instruct --vram 24G --context 32768
  latent models plan deepseek-v2-chat --vram 8x80G --kv q5_1
  latent models plan deepseek-coder-v2-instruct --vram 8x80G --server vllm
  latent models plan ~/models/my.gguf --vram 8G --ram 32G
`,
    tooBig: (name: string, needed: string, available: string) =>
      `No: ${name} needs ${needed} GB as wished, and ${available} GB can be used here.`,
    nothingFits: 'No smaller context or cache makes it fit. The model that does most here:',
    nearest: (without: readonly string[]) => `It fits without the wish for ${without.join(' and ')}:`,
    wishes: {
      contextTokens: 'that context',
      kvCacheType: 'that number format',
      sequences: 'so many sequences',
      gpuLayers: 'those layers on the card',
    },
    perToken: (bytes: string, type: string, less: string, dense: string) =>
      `A token takes ${bytes} bytes of cache (${type})` +
      (less.startsWith('-') ? '.' : `, ${less} % less than with DeepSeek 67B (${dense}, f16).`),
    contextCut: (tokens: string) => `It was trained for ${tokens} tokens at once; more are not planned.`,
    oldLayout: (latent: string, old: string) =>
      `This file stores attention in the layout from before April 2025, with which llama.cpp keeps ${old} bytes a token instead of ${latent} (f16). \`latent models convert\` makes a file of it that needs less.`,
    oldFile:
      "By its size the catalogue's file has the layout from before April 2025, with a larger cache; converted once it is here (`latent models convert`) it takes the above. This file:",
    oldFileTooBig:
      "By its size the catalogue's file has the layout from before April 2025: its larger cache does not fit so, only that of the file that `latent models convert` makes of it.",
    experts: (layers: number) =>
      `A llama-server of your own can keep experts in the machine's memory: with --n-cpu-moe ${layers} the rest fits on the card.`,
    unknown: {
      slidingWindow: 'layers that see only a window of the text',
      layersDiffer: 'layers that differ from each other',
      recurrent: 'a memory that is no KV cache',
      numbersMissing: 'a header without the numbers that are needed',
    },
    columns: ['MACHINE', 'MODEL', 'CONTEXT', 'CACHE', 'TAKES', 'SPEED*'],
    here: 'this machine',
    asGiven: 'as given',
    nothing: 'none fits',
    tokens: (sequences: number, tokens: string) => `${sequences} × ${tokens}`,
    takesSplit: (gpu: string, ram: string) => `${gpu} + ${ram} RAM`,
    speeds: { fast: 'fast', good: 'good', usable: 'usable', slow: 'slow' },
    expected: '* Expected from how much of the model a token reads and from where; not measured. `latent doctor` measures.',
  },
  zh: {
    description: '判断模型是否适合本机或其他机器，以及如何加载',
    name: '目录中的名称（需要时加 :量化方式）或 .gguf 文件的路径；省略时给出各种机器的最佳模型',
    vram: '显卡的内存，例如 24G，多张显卡为 8x80G，没有则为 0；省略时使用在本机检测到的值',
    ram: '机器的内存，例如 64G',
    context: '补全和审查各自一次能看到的 token 数',
    sequences: '同时保存在缓存中的文本数',
    kv: 'KV 缓存的数值格式',
    online: '先从模型中心读取文件自身的头部，几兆字节',
    server: '为多人使用的服务器规划：每张显卡的内存由 --vram 给出，权重保持 bfloat16',
    why: '用算式和出处说明 DeepSeek-V2 为何能放得下',
    help: `
GB 为 10^9 字节。一部分内存会留给屏幕、系统和其他程序。
退出码：0 适合，1 不适合，2 无法规划。

示例：
  latent models plan deepseek-coder-v2-lite-instruct
  latent models plan deepseek-coder-v2-lite-instruct --vram 24G --context 32768
  latent models plan deepseek-v2-chat --vram 8x80G --kv q5_1
  latent models plan deepseek-coder-v2-instruct --vram 8x80G --server vllm
  latent models plan ~/models/my.gguf --vram 8G --ram 32G
`,
    tooBig: (name: string, needed: string, available: string) =>
      `不行：按所要求的方式，${name} 需要 ${needed} GB，此处可用 ${available} GB。`,
    nothingFits: '缩小上下文或缓存也放不下。此处能用的最佳模型：',
    nearest: (without: readonly string[]) => `放弃${without.join('和')}即可放下：`,
    wishes: {
      contextTokens: '所要求的上下文',
      kvCacheType: '所要求的数值格式',
      sequences: '所要求的序列数',
      gpuLayers: '所要求的显卡层数',
    },
    perToken: (bytes: string, type: string, less: string, dense: string) =>
      `每个 token 占用 ${bytes} 字节缓存（${type}）` +
      (less.startsWith('-') ? '。' : `，比 DeepSeek 67B（${dense}，f16）少 ${less} %。`),
    contextCut: (tokens: string) => `它是按一次 ${tokens} 个 token 训练的；不会规划更多。`,
    oldLayout: (latent: string, old: string) =>
      `此文件以 2025 年 4 月之前的布局存储注意力，llama.cpp 因此每个 token 保留 ${old} 字节，而不是 ${latent} 字节（f16）。\`latent models convert\` 可由它生成所需更少的文件。`,
    oldFile:
      '从大小看，目录中的文件采用 2025 年 4 月之前的布局，缓存更大；下载后经 `latent models convert` 转换即为以上所需。此文件：',
    oldFileTooBig:
      '从大小看，目录中的文件采用 2025 年 4 月之前的布局：其较大的缓存放不下，只有经 `latent models convert` 转换后的缓存可以。',
    experts: (layers: number) =>
      `您自己的 llama-server 可以将专家保留在机器内存中：使用 --n-cpu-moe ${layers}，其余部分可放入显卡。`,
    unknown: {
      slidingWindow: '只能看到文本窗口的层',
      layersDiffer: '彼此不同的层',
      recurrent: '并非 KV 缓存的记忆',
      numbersMissing: '缺少所需数值的头部',
    },
    columns: ['机器', '模型', '上下文', '缓存', '占用', '速度*'],
    here: '本机',
    asGiven: '按所给条件',
    nothing: '都放不下',
    tokens: (sequences: number, tokens: string) => `${sequences} × ${tokens}`,
    takesSplit: (gpu: string, ram: string) => `${gpu} + ${ram} 内存`,
    speeds: { fast: '快', good: '较快', usable: '可用', slow: '慢' },
    expected: '* 根据每个 token 读取的模型数据量及其所在位置推测，并非实测。`latent doctor` 可实测。',
  },
} as const satisfies Record<DisplayLanguage, unknown>
