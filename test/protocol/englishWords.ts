import { inLanguage } from '../../server/protocol/findingTexts.ts'

/** What is written in Latin letters in Chinese texts, too. */
const names = /\bSQL\b/g

/** The English words that are left of a text about a finding when it is shown in Chinese; code in backticks is no English. */
export function englishLeft(text: string): readonly string[] {
  const outsideOfCode = inLanguage(text, 'zh')
    .replaceAll(/`[^`]*`/g, '')
    .replaceAll(names, '')
  return outsideOfCode.match(/[A-Za-z]+/g) ?? []
}
