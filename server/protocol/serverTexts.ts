import type { DisplayLanguage } from './displayLanguage.ts'
import type { ServerAbility } from './doctor.ts'

/** What the doctor says of servers of the user's own. */
export const serverTexts = {
  en: {
    row: 'Server',
    away: (host: string, why: string) => `${host}: ${why}`,
    found: (host: string, server: string, model: string, tokens: number) => `${host}: ${server} with ${model}, ${tokens} tokens`,
    abilities: {
      completions: 'raw completions',
      fim: 'fill-in-the-middle form',
      infill: 'own request for gaps',
      chat: 'chat',
      logProbabilities: 'log-probabilities of answers',
      promptLogProbabilities: 'log-probabilities of prompts',
      constraints: 'structured output',
      cachesPrompts: 'prefix caching',
    } satisfies Record<ServerAbility, string>,
    adapters: 'LoRA adapters',
    missing: 'no',
    noAdapters: 'none',
    colon: ': ',
  },
  zh: {
    row: '服务器',
    away: (host: string, why: string) => `${host}：${why}`,
    found: (host: string, server: string, model: string, tokens: number) =>
      `${host}：${server}，模型 ${model}，${tokens} 个 token`,
    abilities: {
      completions: '原始补全',
      fim: '中间填充格式',
      infill: '专用的填充请求',
      chat: '对话',
      logProbabilities: '应答的对数概率',
      promptLogProbabilities: '提示的对数概率',
      constraints: '结构化输出',
      cachesPrompts: '前缀缓存',
    } satisfies Record<ServerAbility, string>,
    adapters: 'LoRA 适配器',
    missing: '无',
    noAdapters: '无',
    colon: '：',
  },
} as const satisfies Record<DisplayLanguage, unknown>
