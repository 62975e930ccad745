import type { ScoredText } from '../../../engine/engine.ts'
import type { ScoringEngine } from '../../review/likelihood.ts'
import type { Passage } from '../../review/passage.ts'
import type { Mended } from './problem.ts'

const shared = { lane: 'user', sequence: 'review', reuse: 'aligned' } as const
/** Lines behind the change that its prompt shows, and those that are read after it. */
const linesBelow = 14
const linesRead = 5

/** Lines of the passage, and what an edit makes of them. */
interface ChangedLines {
  readonly firstLine: number
  readonly endLine: number
  readonly newText: string
}

/**
 * How much likelier the model finds each mended text than the written one; edits outside of the passage are left without odds. Edits of the
 * same lines share their prompts.
 */
export async function withOdds(
  passage: Passage,
  mended: readonly Mended[],
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly Mended[]> {
  const places = new Map<string, { readonly index: number; readonly changed: ChangedLines }[]>()
  for (const [index, each] of mended.entries()) {
    const changed = changedLines(passage, each)
    if (changed === undefined) continue
    const key = `${changed.firstLine} ${changed.endLine}`
    places.set(key, [...(places.get(key) ?? []), { index, changed }])
  }
  const judged = [...mended]
  // In the order of the text, so that the prompt of each begins with that of the one before.
  for (const some of [...places.values()].toSorted((a, b) => lineOf(a) - lineOf(b))) {
    const odds = await oddsAt(
      passage,
      some.map(({ changed }) => changed),
      engine,
      signal,
    )
    for (const [order, { index }] of some.entries()) {
      const each = mended[index]
      if (each !== undefined) judged[index] = { ...each, ...odds[order] }
    }
  }
  return judged
}

const lineOf = (some: readonly { readonly changed: ChangedLines }[]) => some[0]?.changed.firstLine ?? 0

/** Of changes of the same lines, in their order. */
async function oddsAt(
  passage: Passage,
  changes: readonly ChangedLines[],
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly Pick<Mended, 'lineOdds' | 'blockOdds'>[]> {
  const { firstLine, endLine } = changes[0] ?? { firstLine: 0, endLine: 0 }
  const texts = [passage.lines.slice(firstLine, endLine).join(''), ...changes.map(({ newText }) => newText)]
  const below = passage.lines.slice(endLine, endLine + linesBelow)
  const suffix = below.join('') + (below.length < linesBelow ? passage.after : '')
  const prefix = passage.before + passage.lines.slice(0, firstLine).join('')
  const after = passage.lines.slice(endLine, endLine + linesRead).join('')
  const line = await engine.score({ ...shared, prompt: { kind: 'fim', prefix, suffix, typed: '' }, continuations: texts }, signal)
  const block = await engine.score(
    { ...shared, prompt: passage.restPrompt(firstLine), continuations: texts.map((text) => text + after) },
    signal,
  )
  const [lineOdds, blockOdds] = [oddsOf(line), oddsOf(block)]
  return changes.map((_, index) => ({ lineOdds: lineOdds[index] ?? 0, blockOdds: blockOdds[index] ?? 0 }))
}

/** The first is the written text. */
function oddsOf(scored: readonly ScoredText[]): readonly number[] {
  const [written = 0, ...others] = scored.map(({ logPs }) => sum(logPs))
  return others.map((each) => each - written)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0)
}

/** The whole lines that an edit touches; undefined where it goes beyond the passage. */
function changedLines(passage: Passage, { startOffset, endOffset, newText }: Mended): ChangedLines | undefined {
  const { source, unit, lines } = passage
  const firstLine = source.positionAt(startOffset).line - unit.startLine
  const endLine = source.positionAt(endOffset).line - unit.startLine + 1
  if (firstLine < 0 || endLine > lines.length) return undefined
  const from = source.lineStart(unit.startLine + firstLine)
  const to = source.lineStart(unit.startLine + endLine)
  return { firstLine, endLine, newText: source.text.slice(from, startOffset) + newText + source.text.slice(endOffset, to) }
}
