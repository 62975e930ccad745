import type { FindingShape } from '../../protocol/dismissal.ts'

/**
 * How much each part of a shape counts. The lines say most, because what is quoted is often a single operator; the call says to whom a
 * value is handed, which is what people mean by "the same thing again".
 */
const weights = { line: 0.4, written: 0.2, mended: 0.2, call: 0.2 } as const

/**
 * From here on two findings of one rule count as similar. Without a call, equal quotes and equal mends leave 0.7 to be reached by the
 * lines, so that one statement may have a few words more than the other and not another form. Of all pairs of places with the same comparison
 * in this project's code fewer than one in a hundred reach it, nearly all of them loops of one form; 0.8 would also take unlike conditions.
 */
export const similarFrom = 0.85

/**
 * How alike two shapes are, 0 to 1: the weighted mean over their parts of Sørensen and Dice's coefficient of neighbouring words. A part that
 * both do without does not count.
 */
export function similarity(a: FindingShape, b: FindingShape): number {
  if (a.category !== b.category) return 0
  const parts = (Object.keys(weights) as (keyof typeof weights)[]).filter((part) => a[part] !== '' || b[part] !== '')
  const whole = parts.reduce((sum, part) => sum + weights[part], 0)
  const alike = parts.reduce((sum, part) => sum + weights[part] * dice(pairsOf(a[part]), pairsOf(b[part])), 0)
  return whole === 0 ? 0 : alike / whole
}

/** Each two neighbouring words, the beginning and the end included, so that a single word has pairs, too. */
function pairsOf(part: string): readonly string[] {
  if (part === '') return []
  const words = ['', ...part.split(' '), '']
  return words.slice(1).map((word, index) => `${words[index]} ${word}`)
}

function dice(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const pair of b) left.set(pair, (left.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of a) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    left.set(pair, count - 1)
    common += 1
  }
  return (2 * common) / (a.length + b.length)
}
