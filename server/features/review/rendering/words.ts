import type { Finding, Fix, Incomplete } from '../../../protocol/finding.ts'
import { checksInWords, evidenceInWords } from '../../../protocol/findingWords.ts'
import type { Totals } from './reviewReport.ts'

/** Why a part was not reviewed. */
export const reasonWords: Readonly<Record<Incomplete['reason'], string>> = {
  outOfBudget: 'the time was up',
  cancelled: 'cancelled',
  tooLong: 'too long for the model',
  notText: 'not text',
  generated: 'generated',
  engineFailed: 'the engine failed',
  changedMeanwhile: 'it changed meanwhile',
}

/** `total was not reviewed: the time was up`. */
export function incompleteInWords({ symbol, reason, detail }: Incomplete): string {
  return `${symbol} was not reviewed: ${reasonWords[reason]}${detail === undefined ? '' : ` (${detail})`}`
}

/** `warning, bug.wrong-variable, CWE-78, confidence 97 %`: what a finding is, in one line. */
export function factsInWords(finding: Pick<Finding, 'severity' | 'ruleId' | 'cwe' | 'confidence'>): string {
  return [finding.severity, finding.ruleId, ...cweNames(finding), `confidence ${percent(finding.confidence)}`].join(', ')
}

/** `CWE-78` for each weakness of the Common Weakness Enumeration that a finding names. */
export function cweNames({ cwe = [] }: Pick<Finding, 'cwe'>): readonly string[] {
  return cwe.map((number) => `CWE-${number}`)
}

/** What a reader has to know besides the code: each a sentence or two, the input that fails first. */
export function argumentsOf({ trigger, evidence, related }: Finding): readonly string[] {
  return [
    ...(trigger === undefined ? [] : [`Fails for: ${trigger}`]),
    `Evidence: ${evidenceInWords(evidence)}`,
    ...related.map(({ range, message }) => `Line ${range.start.line + 1}: ${message}`),
  ]
}

/** The heads of a finding's fixes: `Fix (verified: parses): Replace …`, numbered where there is a choice. */
export function fixHeads({ fixes }: Pick<Finding, 'fixes'>): readonly { readonly fix: Fix; readonly head: string }[] {
  return fixes.map((fix, index) => ({
    fix,
    head: `Fix${fixes.length > 1 ? ` ${index + 1} of ${fixes.length}` : ''} (${checksInWords(fix)}): ${fix.title}`,
  }))
}

/** `2 findings in 3 files, stopped early.` */
export function sumInWords(findings: number, { stats, stoppedEarly }: Totals): string {
  const found = findings === 0 ? 'No findings' : counted(findings, 'finding')
  return `${found} in ${counted(stats.files, 'file')}${stoppedEarly ? ', stopped early' : ''}.`
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
