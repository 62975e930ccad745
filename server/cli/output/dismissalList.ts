import { dismissalId } from '../../features/review/dismissed.ts'
import { type Dismissal, reasonInWords } from '../../protocol/dismissal.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { inLanguage, titleInLanguage } from '../../protocol/findingTexts.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { dismissalsTexts } from '../texts/dismissals.ts'

/** One row of `latent dismissals list --json`. */
export interface ListedDismissal extends Dismissal {
  readonly id: string
}

export function listDismissals(dismissals: readonly Dismissal[]): readonly ListedDismissal[] {
  return dismissals.map((each) => ({ id: dismissalId(each), ...each }))
}

/** The dismissals for people, two lines each. */
export function dismissalTable(folder: string, dismissals: readonly ListedDismissal[], language: DisplayLanguage): string {
  if (dismissals.length === 0) return `${dismissalsTexts[language].none(folder)}\n`
  return `${dismissals.map((each) => row(each, language)).join('\n')}\n`
}

function row(dismissal: ListedDismissal, language: DisplayLanguage): string {
  const { id, title, reason, note, fingerprint } = dismissal
  const { comma, colon } = dismissalsTexts[language]
  const said = reason === undefined ? [] : [inLanguage(reasonInWords(reason), language)]
  const why = [...said, ...(note === undefined ? [] : [note])]
  const second = [covered(dismissal, language), ...(why.length === 0 ? [] : [why.join(comma)])].join(colon)
  const first = titleInLanguage(title, fingerprint.rule, language)
  return `${id}  ${oneLine(first)}\n${' '.repeat(id.length)}  ${oneLine(second)}`
}

function covered({ scope, fingerprint: { rule, path, symbol } }: Dismissal, language: DisplayLanguage): string {
  const say = dismissalsTexts[language]
  const place = symbol === undefined ? path : say.symbolOf(symbol, path)
  switch (scope) {
    case 'finding':
      return say.finding(rule, place)
    case 'similar':
      return say.similar(rule, place)
    case 'file':
      return say.file(rule, path)
    case 'rule':
      return say.rule(rule)
    default:
      return unreachable(scope)
  }
}

/** What others wrote into the file cannot draw rows of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
