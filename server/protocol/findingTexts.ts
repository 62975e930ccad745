import { chineseFaultSentences, chineseFaults } from './chinese/faults.ts'
import { chineseHeldBack } from './chinese/heldBack.ts'
import { chineseMends } from './chinese/mends.ts'
import { chineseReasons } from './chinese/reasons.ts'
import { chineseRefactorings } from './chinese/refactorings.ts'
import { chineseRewrites } from './chinese/rewrites.ts'
import { chineseSentences } from './chinese/sentences.ts'
import { chineseTitles } from './chinese/titles.ts'
import { chineseWork, chineseWorkSentences } from './chinese/work.ts'
import { chineseWriting } from './chinese/writing.ts'
import type { DisplayLanguage } from './displayLanguage.ts'

/**
 * A text for showing it: a title or a reason of a finding, why something failed, what goes on. In the data they stay English, because reports,
 * other programs and fixes that are looked for again rely on it. Where the whole of a text is not known, as of a team's own rules, it is given as it is.
 */
export function inLanguage(text: string, language: DisplayLanguage): string {
  return language === 'en' ? text : (inChinese(text) ?? text)
}

/** The title of a finding of a rule. A team's rules have its own words for a title, which stay even where they sound like ours. */
export function titleInLanguage(title: string, ruleId: string, language: DisplayLanguage): string {
  return ruleId.startsWith('rule.') ? title : inLanguage(title, language)
}

/** A function's name, which stays, or words for another place of a file, such as `the file` and `lines 3-9`. */
export function placeInLanguage(place: string, language: DisplayLanguage): string {
  return place.includes(' ') ? inLanguage(place, language) : place
}

/** A map rather than an object: `constructor` may be a text as well. */
const texts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...chineseTitles,
    ...chineseReasons,
    ...chineseHeldBack,
    ...chineseMends,
    ...chineseFaults,
    ...chineseWork,
    ...chineseRefactorings,
    ...chineseRewrites,
    ...chineseWriting,
  }),
)
const sentences = [...chineseSentences, ...chineseFaultSentences, ...chineseWorkSentences]

const codeAlone = /^`[^`]*`$/
/** The number of a name, such as UTF-8, belongs to the name. */
const codeOrNumber = /`[^`]*`|(?<![A-Za-z]-)\b\d+(?:[.,]\d+)*\b/g

function inChinese(text: string): string | undefined {
  if (codeAlone.test(text)) return quotedInChinese(text)
  const parts: string[] = []
  const key = text.replace(codeOrNumber, (part) => `{${parts.push(part) - 1}}`)
  const template = texts.get(key)
  if (template === undefined) return putTogether(text)
  return filled(template, Object.fromEntries(parts.map((part, index) => [String(index), quotedInChinese(part)])))
}

/** A sentence of which every part is known. */
function putTogether(text: string): string | undefined {
  for (const { english, chinese, kept = [] } of sentences) {
    const groups = Object.entries(english.exec(text)?.groups ?? {})
    const parts = groups.map(([name, part]) => [name, kept.includes(name) ? part : inChinese(part)] as const)
    if (parts.length > 0 && parts.every(([, part]) => part !== undefined)) return filled(chinese, Object.fromEntries(parts))
  }
  return undefined
}

/** Where nothing in the code has a name, titles quote words instead: `the response`. */
function quotedInChinese(part: string): string {
  if (!part.startsWith('`')) return part
  const quoted = part.slice(1, -1)
  return `\`${inChinese(quoted) ?? quoted}\``
}

function filled(template: string, parts: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name) => parts[name] ?? placeholder)
}
