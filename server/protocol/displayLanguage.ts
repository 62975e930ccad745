/** The languages that texts for users are written in. */
export type DisplayLanguage = 'en' | 'zh'

/** The same in each of them. */
export type Bilingual = Readonly<Record<DisplayLanguage, string>>

/** The one for a locale such as `zh-CN` or `zh_CN.UTF-8`, as systems tell it; English for every language that there are no texts in. */
export function displayLanguage(locale: string | undefined): DisplayLanguage {
  return /^zh(?![a-z])/i.test(locale ?? '') ? 'zh' : 'en'
}

/** The one that the setting `latent.language` asks for; `locale` is that of the editor. */
export function chosenLanguage(setting: 'auto' | 'en' | 'zh-cn', locale: string | undefined): DisplayLanguage {
  return displayLanguage(setting === 'auto' ? locale : setting)
}
