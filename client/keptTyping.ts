import { difference, edited } from './fixText.ts'

/**
 * The original text with what was typed while another text was tried in its place. Undefined where the typing touches what was tried: nobody
 * can tell then what would be left of it.
 */
export function withTyping(original: string, tried: string, current: string): string | undefined {
  const typed = difference(tried, current)
  const back = difference(tried, original)
  if (typed === undefined) return original
  if (back === undefined) return current
  const isApart = typed.endOffset < back.startOffset || back.endOffset < typed.startOffset
  return isApart ? edited(tried, [typed, back]) : undefined
}
