import type { DisplayLanguage } from './displayLanguage.ts'

const names = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal' } as const

const texts = {
  en: (backend: string) =>
    `${backend} is tried before it is used; the first time, its driver may translate programs for the card for some minutes`,
  zh: (backend: string) => `使用前正在试用 ${backend}；首次试用时，其驱动程序可能需要几分钟为显卡转译程序`,
} as const satisfies Record<DisplayLanguage, unknown>

/** A backend as it is called in messages. */
export type TriedName = keyof typeof names

/** What is told while a graphics backend is tried by itself. */
export function tryingText(backend: TriedName, language: DisplayLanguage): string {
  return texts[language](names[backend])
}
