import { dismissalId } from '../../features/review/dismissed.ts'
import { type Dismissal, reasonInWords } from '../../protocol/dismissal.ts'
import { unreachable } from '../../protocol/unreachable.ts'

/** One row of `latent dismissals list --json`. */
export interface ListedDismissal extends Dismissal {
  readonly id: string
}

export function listDismissals(dismissals: readonly Dismissal[]): readonly ListedDismissal[] {
  return dismissals.map((each) => ({ id: dismissalId(each), ...each }))
}

/** The dismissals for people, two lines each. */
export function dismissalTable(folder: string, dismissals: readonly ListedDismissal[]): string {
  if (dismissals.length === 0) return `Nothing is dismissed in ${folder}.\n`
  return `${dismissals.map(row).join('\n')}\n`
}

function row(dismissal: ListedDismissal): string {
  const { id, title, reason, note } = dismissal
  const why = [...(reason === undefined ? [] : [reasonInWords(reason)]), ...(note === undefined ? [] : [note])]
  const second = [covered(dismissal), ...(why.length === 0 ? [] : [why.join(', ')])].join(': ')
  return `${id}  ${oneLine(title)}\n${' '.repeat(id.length)}  ${oneLine(second)}`
}

function covered({ scope, fingerprint: { rule, path, symbol } }: Dismissal): string {
  const place = symbol === undefined ? path : `${symbol} of ${path}`
  switch (scope) {
    case 'finding':
      return `${rule} in ${place}`
    case 'similar':
      return `${rule} in ${place}, and what is similar anywhere`
    case 'file':
      return `every ${rule} in ${path}`
    case 'rule':
      return `every ${rule}`
    default:
      return unreachable(scope)
  }
}

/** What others wrote into the file cannot draw rows of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
