import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent models plan --why` says around its arithmetic. */
export const whyTexts = {
  en: {
    title: 'Why DeepSeek-V2 fits',
    cache: `1. The cache. Ordinary attention keeps a key and a value of every KV head for each token and layer. Latent attention keeps one latent
of 512 numbers and a rotated part of 64 that all heads share.`,
    cacheColumns: ['MODEL', 'LAYERS × NUMBERS × BYTES', 'BYTES A TOKEN', 'LESS THAN 67B'],
    paper: 'So the 93.3 % of the report are latent attention (82.2 %) and a cache of 6 bits together.',
    room: (gb: string) =>
      `2. The throughput. On the report's server (8 cards with 80 GB, ${gb} GB) what the weights leave holds the texts of all users:`,
    roomColumns: ['MODEL', 'WEIGHTS GB', 'LEFT GB', 'BYTES A TOKEN', 'TOKENS OF CONTEXT'],
    ratio: (
      ratio: string,
    ) => `${ratio} times as many tokens fit, so that so many more texts share each pass over the weights. The report measured 5.76 times the
tokens per second: more users at once is where it comes from, and computing rather than memory is then the limit (our reading, not
measured here). On one's own card the same room is a longer context, or a better quantisation.`,
    sources: 'Sources:',
  },
  zh: {
    title: 'DeepSeek-V2 为何放得下',
    cache: `1. 缓存。普通注意力为每个 token、每一层保留每个 KV 头的键和值。潜在注意力只保留所有头共用的 512 个数的潜在向量
和 64 个数的旋转部分。`,
    cacheColumns: ['模型', '层 × 数 × 字节', '每 token 字节', '比 67B 少'],
    paper: '因此报告中的 93.3 % 来自潜在注意力（82.2 %）和 6 位缓存的共同作用。',
    room: (gb: string) => `2. 吞吐量。在报告的服务器上（8 张 80 GB 的卡，共 ${gb} GB），权重之外的空间存放所有用户的文本：`,
    roomColumns: ['模型', '权重 GB', '剩余 GB', '每 token 字节', '上下文 token 数'],
    ratio: (ratio: string) => `可容纳的 token 多 ${ratio} 倍，因此每次读取权重可供更多文本共用。报告测得每秒 token 数为 5.76 倍：
来源是同时服务更多用户，此时瓶颈是计算而非内存（这是我们的理解，未在此实测）。在自己的显卡上，同样的空间意味着更长的上下文或更好的量化。`,
    sources: '出处：',
  },
} as const satisfies Record<DisplayLanguage, unknown>
