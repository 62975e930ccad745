import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { SettingsStore } from './settings.ts'

/** Tells the language that texts for the user are written in now: it follows the setting `latent.language` at once. */
export type Language = () => DisplayLanguage

/** Runs `listener` when the user chose another language, for what was said before and is still to be seen. */
export function onLanguageChange(settings: Pick<SettingsStore, 'onChange'>, language: Language, listener: () => void): void {
  let last = language()
  settings.onChange(() => {
    if (language() === last) return
    last = language()
    listener()
  })
}
