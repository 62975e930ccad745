import { wholePercent } from '../../../protocol/confidence.ts'
import type { DisplayLanguage } from '../../../protocol/displayLanguage.ts'
import type { Finding, Fix, Incomplete } from '../../../protocol/finding.ts'
import { inLanguage, placeInLanguage } from '../../../protocol/findingTexts.ts'
import { checksInWords, evidenceInWords } from '../../../protocol/findingWords.ts'
import { incompleteDetail } from '../../../protocol/incompleteText.ts'
import { checksInShort, evidenceSentences } from '../../../protocol/plainWords.ts'
import { reportTexts } from './reportTexts.ts'
import type { Totals } from './reviewReport.ts'

// All of these speak English unless another language is asked for: most formats are read by programs first.

/** Why a part was not reviewed, in English. */
export const reasonWords: Readonly<Record<Incomplete['reason'], string>> = reportTexts.en.reasons

/** `total was not reviewed: the time was up`. */
export function incompleteInWords(part: Incomplete, language: DisplayLanguage = 'en'): string {
  const { notReviewed, reasons } = reportTexts[language]
  return notReviewed(placeInLanguage(part.symbol, language), reasons[part.reason], incompleteDetail(part, language))
}

/** `warning, bug.wrong-variable, CWE-78, confidence 97 %`: what a finding is, in one line. */
export function factsInWords(
  finding: Pick<Finding, 'severity' | 'ruleId' | 'cwe' | 'confidence'>,
  language: DisplayLanguage = 'en',
): string {
  const { severities, confidence, comma } = reportTexts[language]
  const facts = [severities[finding.severity], finding.ruleId, ...cweNames(finding), confidence(percent(finding.confidence))]
  return facts.join(comma)
}

/** `CWE-78` for each weakness of the Common Weakness Enumeration that a finding names. */
export function cweNames({ cwe = [] }: Pick<Finding, 'cwe'>): readonly string[] {
  return cwe.map((number) => `CWE-${number}`)
}

/** What a reader has to know besides the code: each a sentence or two, the input that fails first. */
export function argumentsOf({ trigger, evidence, related }: Finding, language: DisplayLanguage = 'en'): readonly string[] {
  const words = reportTexts[language]
  const why = language === 'en' ? evidenceInWords(evidence) : evidenceSentences(evidence, language).join('')
  return [
    ...(trigger === undefined ? [] : [words.failsFor(trigger)]),
    words.evidence(why),
    ...related.map(({ range, message }) => words.line(range.start.line + 1, inLanguage(message, language))),
  ]
}

/** The heads of a finding's fixes: `Fix (verified: parses): Replace …`, numbered where there is a choice. */
export function fixHeads(
  { fixes }: Pick<Finding, 'fixes'>,
  language: DisplayLanguage = 'en',
): readonly { readonly fix: Fix; readonly head: string }[] {
  const { fixHead } = reportTexts[language]
  return fixes.map((fix, index) => {
    const checks = language === 'en' ? checksInWords(fix) : checksInShort(fix, language)
    return { fix, head: fixHead(index + 1, fixes.length, checks, inLanguage(fix.title, language)) }
  })
}

/** `2 findings in 3 files, stopped early.` */
export function sumInWords(findings: number, { stats, stoppedEarly }: Totals, language: DisplayLanguage = 'en'): string {
  return reportTexts[language].sum(findings, stats.files, stoppedEarly)
}

/** A confidence as it is printed. */
export function percent(confidence: number): string {
  return `${wholePercent(confidence)} %`
}
