/** The languages that texts for users are written in. */
export type DisplayLanguage = 'en' | 'zh'

/** The one for a locale such as `zh-CN`, as editors tell it; English for every language that there are no texts in. */
export function displayLanguage(locale: string | undefined): DisplayLanguage {
  return /^zh\b/i.test(locale ?? '') ? 'zh' : 'en'
}
