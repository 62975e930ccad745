import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'

/** What `latent demo` says. */
export const demoTexts = {
  en: {
    description: 'show completions and a review on the files of a folder',
    folder: 'has a folder `complete` with marked files and a folder `review`',
    loaded: (model: string, device: string, backend: string, ms: number) =>
      `${model} on ${device} (${backend}), loaded in ${ms} ms`,
    sum: (completions: number, verified: number) => `completions: ${completions}, findings with verified fixes: ${verified}`,
    complete: (sum: string) => `Demo complete: ${sum}.`,
    incomplete: (sum: string, completions: number, verified: number) =>
      `Demo incomplete: ${sum}; expected were at least ${completions} and ${verified}.`,
    completion: (place: string) => `Completion: ${place}`,
    nothing: 'nothing to suggest',
  },
  zh: {
    description: '用一个文件夹中的文件演示补全和审查',
    folder: '包含带标记文件的 `complete` 文件夹和 `review` 文件夹',
    loaded: (model: string, device: string, backend: string, ms: number) =>
      `${model}，${device}（${backend}），加载用时 ${ms} ms`,
    sum: (completions: number, verified: number) => `补全 ${completions} 个，带有已验证修复的问题 ${verified} 个`,
    complete: (sum: string) => `演示完成：${sum}。`,
    incomplete: (sum: string, completions: number, verified: number) =>
      `演示未完成：${sum}；至少应为 ${completions} 个和 ${verified} 个。`,
    completion: (place: string) => `补全：${place}`,
    nothing: '没有建议',
  },
} as const satisfies Record<DisplayLanguage, unknown>
