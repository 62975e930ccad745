import { unreachable } from '../../protocol/unreachable.ts'
import type { Suspect } from './suspect.ts'

const longestTitle = 80

/** One sentence of at most 80 characters that names what is written and the mend. */
export function titleOf(suspect: Pick<Suspect, 'kind' | 'newText'>, quote: string): string {
  const { kind, newText } = suspect
  const written = code(quote, 28)
  const mended = code(newText, 28)
  switch (kind) {
    case 'boundary':
      return boundaryTitle(quote, newText)
    case 'comparison':
      return fitted(`${written} compares the wrong way; ${mended} is likelier`)
    case 'boolean':
      return fitted(`${written} joins these conditions wrongly; ${mended} is likelier`)
    case 'arithmetic':
      return fitted(`${written} computes something else; ${mended} is likelier`)
    case 'argumentOrder':
      return fitted(`${written} stand in the wrong order; ${mended} is likelier`)
    case 'variable':
      return fitted(`${written} looks like the wrong variable; ${mended} is likelier`)
    case 'member':
      return fitted(`${written} looks like the wrong member; ${mended} is likelier`)
    case 'negation':
      return fitted(`The condition ${written} looks inverted; ${mended} is likelier`)
    case 'constant':
      return fitted(`${written} looks like the wrong value; ${mended} is likelier`)
    case 'await':
      return fitted(`The promise of ${code(quote, 40)} is not awaited`)
    case 'return':
      return fitted(`The value of ${code(quote, 40)} is not returned`)
    case 'claim':
      return fitted(`${written} may be wrong; ${mended} is likelier`)
    default:
      return unreachable(kind)
  }
}

function boundaryTitle(quote: string, newText: string): string {
  const written = code(quote, 26)
  const mended = code(newText, 26)
  if (/^[<>]=?$/.test(quote)) {
    const what = quote.length > newText.length ? 'goes one step too far' : 'stops one step too early'
    return `\`${quote}\` ${what}; \`${newText}\` is likelier`
  }
  if (/(length|size|len|count)\W*$/i.test(quote) && newText.endsWith('- 1')) {
    return fitted(`${written} is one past the last index; ${mended} is likelier`)
  }
  return fitted(`${written} looks off by one; ${mended} is likelier`)
}

/** The title of a fix: what it writes instead. */
export function fixTitleOf({ kind, newText }: Pick<Suspect, 'kind' | 'newText'>, quote: string): string {
  switch (kind) {
    case 'await':
      return 'Add `await`'
    case 'return':
      return 'Add `return`'
    default:
      return fitted(`Replace ${code(quote, 28)} with ${code(newText, 28)}`)
  }
}

/** A backtick would end the quotation, wherever titles are shown as markdown. */
function code(text: string, longest: number): string {
  const line = text.trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'")
  return `\`${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}\``
}

function fitted(title: string): string {
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title
}
