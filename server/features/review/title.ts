import { unreachable } from '../../protocol/unreachable.ts'
import type { Suspect } from './suspect.ts'

const longestTitle = 80

/** One sentence of at most 80 characters that names what is written and the mend. */
export function titleOf({ kind, newText }: Pick<Suspect, 'kind' | 'newText'>, quote: string): string {
  switch (kind) {
    case 'boundary':
      return sentence('', quote, ` ${boundaryFault(quote, newText)}; `, newText, ' is likelier')
    case 'comparison':
      return sentence('', quote, ' compares the wrong way; ', newText, ' is likelier')
    case 'boolean':
      return sentence('', quote, ' joins these conditions wrongly; ', newText, ' is likelier')
    case 'arithmetic':
      return sentence('', quote, ' is the wrong operation; ', newText, ' is likelier')
    case 'argumentOrder':
      return sentence('', quote, ' is the wrong way round; ', newText, ' is likelier')
    case 'variable':
      return sentence('', quote, ' looks like the wrong variable; ', newText, ' is likelier')
    case 'member':
      return sentence('', quote, ' looks like the wrong member; ', newText, ' is likelier')
    case 'negation':
      return sentence('', quote, ' looks inverted; ', newText, ' is likelier')
    case 'constant':
      return sentence('', quote, ' looks like the wrong value; ', newText, ' is likelier')
    case 'await':
      return sentence('The promise of ', quote, ' is not awaited')
    case 'return':
      return sentence('The value of ', quote, ' is not returned')
    case 'break':
      return sentence('A `break` looks missing before ', quote, '')
    case 'nullCheck':
      return sentence('', quote, ' may miss null or undefined; ', newText, ' is likelier')
    case 'equality':
      return sentence('', quote, ' compares after conversion; ', newText, ' is likelier')
    case 'claim':
      return sentence('', quote, ' may be wrong; ', newText, ' is likelier')
    case 'surprise':
      return sentence('', quote, ' is unlikely here; ', newText, ' is likelier')
    default:
      return unreachable(kind)
  }
}

/** The title of a fix: what it writes instead. */
export function fixTitleOf({ kind, newText }: Pick<Suspect, 'kind' | 'newText'>, quote: string): string {
  switch (kind) {
    case 'await':
      return 'Add `await`'
    case 'return':
      return 'Add `return`'
    case 'break':
      return 'Add `break`'
    default:
      return sentence('Replace ', quote, ' with ', newText, '')
  }
}

function boundaryFault(quote: string, newText: string): string {
  if (/^[<>]=?$/.test(quote)) return quote.length > newText.length ? 'goes one step too far' : 'stops one step too early'
  if (/(length|size|len|count)\W*\w*\)?$/i.test(quote) && newText.endsWith('- 1')) return 'is one past the last index'
  return 'looks off by one'
}

/** Words with code between them. Long code is cut so that the words stay. */
function sentence(start: string, first: string, middle: string, second?: string, end = ''): string {
  const words = start.length + middle.length + end.length
  if (second === undefined) return `${start}${code(first, longestTitle - words - 2)}${middle}`
  const room = longestTitle - words - 4
  const half = Math.floor(room / 2)
  const secondRoom = Math.max(half, room - oneLine(first).length)
  const firstRoom = room - Math.min(secondRoom, oneLine(second).length)
  return `${start}${code(first, firstRoom)}${middle}${code(second, secondRoom)}${end}`
}

function code(text: string, longest: number): string {
  const line = oneLine(text)
  return `\`${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}\``
}

/** A backtick would end the quotation wherever titles are shown as markdown. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('`', "'")
}
