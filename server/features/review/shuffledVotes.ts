import type { FimPrompt, ScoredText } from '../../engine/engine.ts'
import type { ScoringEngine } from './likelihood.ts'
import type { MendedLine } from './mendedLine.ts'
import type { Passage } from './passage.ts'

/**
 * Of several other orders of what stands around the unit, in how many the mended line with those after it is likelier than the written one.
 * What holds only in one order is an accident of the prompt. `undefined` where nothing stands around that could be put in another order.
 */
export async function shuffledVotes(
  passage: Passage,
  { line, written, mended }: MendedLine,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly [number, number] | undefined> {
  const prompts = otherOrders(passage)
  if (prompts.length === 0) return undefined
  const after = passage.linesAfter(line)
  const typed = passage.lines.slice(0, line).join('')
  let agreed = 0
  for (const prompt of prompts) {
    const scored = await engine.score(
      {
        lane: 'user',
        sequence: 'review',
        reuse: 'aligned',
        prompt: { ...prompt, typed },
        continuations: [written + after, mended + after],
      },
      signal,
    )
    const [asWritten, asMended] = scored.map(logP)
    if (asWritten !== undefined && asMended !== undefined && asMended > asWritten) agreed += 1
  }
  return [agreed, prompts.length]
}

/** At most four, all different from the order of the file and from each other. */
export function otherOrders({ header, above, before, after }: Passage): readonly FimPrompt[] {
  const orders: readonly (readonly [prefix: string, suffix: string])[] = [
    [above + header, after],
    [header, above + after],
    [before + after, ''],
    ['', before + after],
  ]
  const seen = new Set([key(before, after)])
  return orders
    .filter(([prefix, suffix]) => !seen.has(key(prefix, suffix)) && seen.add(key(prefix, suffix)))
    .map(([prefix, suffix]) => ({ kind: 'fim', prefix, suffix, typed: '' }))
}

function key(prefix: string, suffix: string): string {
  return `${prefix}\0${suffix}`
}

function logP({ logPs }: ScoredText): number {
  return logPs.reduce((sum, each) => sum + each, 0)
}
