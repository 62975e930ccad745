import type { Engine, ScoredText } from '../../engine/engine.ts'
import type { Alternative } from './alternatives/alternative.ts'
import type { Passage } from './passage.ts'
import { type TokenSurprise, tokenSurprises, weakestTouched } from './surprise.ts'
import type { OtherMend, Signals, SuspectKind } from './suspect.ts'

/** A token that the model would have written with more than exp(−0.5) = 61 % leaves no room for a clearly likelier one. */
const leastSurprise = 0.5
/** More alternatives of one line than these are those the model is least surprised at; they are not scored. */
const mostAlternatives = 16
const mostLines = 14
/** Alternatives closer than this are told apart by the last bits of the logits only. */
const tie = 0.05
/** Mends of one place that are closer than this are shown as a choice; in nats. */
const choice = 1
const mostOthers = 2

export type ScoringEngine = Engine & Required<Pick<Engine, 'score'>>

/** An edit of one line of a unit. Offsets count from the beginning of the unit's first line. */
export interface LineAlternative extends Omit<Alternative, 'kind'> {
  readonly kind: SuspectKind
  readonly line: number
  /** See `Signals`; 0 where the text was not read. */
  readonly weakestToken: number
}

/** A line worth the cost of scoring its alternatives. */
export interface SurprisingLine {
  readonly line: number
  readonly alternatives: readonly LineAlternative[]
}

/** What a line's best alternative is, and how it compares. */
export interface LineVerdict {
  readonly best: LineAlternative
  readonly lineOdds: number
  readonly mendedLogP: number
  readonly margin?: number
  readonly candidates: number
  /** Mends of the same place that are nearly as likely as the best, likelier first. */
  readonly others: readonly { readonly alternative: LineAlternative; readonly lineOdds: number }[]
}

/** What both readings say of a line's best alternative, and of those that are nearly as likely. */
export interface BlockVerdict {
  readonly signals: Signals
  /** Likelier first. */
  readonly others: readonly OtherMend[]
}

const shared = { lane: 'user', sequence: 'review', reuse: 'aligned' } as const

/** One pass over the unit's text tells where the model would have written something else. */
export async function readUnit(passage: Passage, engine: ScoringEngine, signal: AbortSignal): Promise<readonly ScoredText[]> {
  return await engine.score({ ...shared, prompt: passage.unitPrompt(), continuations: [passage.text] }, signal)
}

/**
 * The most surprising of the lines on which an alternative touches a surprising token. In the order of the text, so that the prompt of each
 * begins with that of the one before. Offsets of `alternatives` are the file's.
 */
export function surprisingLines(
  passage: Passage,
  scored: ScoredText,
  alternatives: readonly Alternative[],
): readonly SurprisingLine[] {
  const tokens = tokenSurprises(scored)
  const byLine = new Map<number, LineAlternative[]>()
  for (const alternative of alternatives) {
    const placed = inUnit(passage, tokens, alternative)
    if (placed.weakestToken > -leastSurprise) continue
    const known = byLine.get(placed.line)
    if (known === undefined) byLine.set(placed.line, [placed])
    else known.push(placed)
  }
  return [...byLine]
    .map(([line, found]) => ({ line, alternatives: mostSurprising(found).slice(0, mostAlternatives) }))
    .toSorted((a, b) => surpriseOf(b) - surpriseOf(a) || a.line - b.line)
    .slice(0, mostLines)
    .toSorted((a, b) => a.line - b.line)
}

function inUnit(passage: Passage, tokens: readonly TokenSurprise[], alternative: Alternative): LineAlternative {
  const line = passage.source.positionAt(alternative.startOffset).line - passage.unit.startLine
  const placed = {
    ...alternative,
    startOffset: alternative.startOffset - passage.startOffset,
    endOffset: alternative.endOffset - passage.startOffset,
  }
  // What the model would have written on a line of its own comes before the white space that this line begins with.
  const touched = placed.newText.includes('\n') ? { ...placed, startOffset: passage.lineStart(line) } : placed
  return { ...placed, line, weakestToken: weakestTouched(tokens, passage.text, touched) }
}

function mostSurprising(alternatives: readonly LineAlternative[]): readonly LineAlternative[] {
  return alternatives.toSorted((a, b) => a.weakestToken - b.weakestToken || a.startOffset - b.startOffset)
}

function surpriseOf({ alternatives }: SurprisingLine): number {
  return -(alternatives[0]?.weakestToken ?? 0)
}

/** Scores a line as written against its alternatives. `undefined`: what is written is at least as likely as any of them. */
export async function judgeLine(
  passage: Passage,
  { line, alternatives }: SurprisingLine,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<LineVerdict | undefined> {
  // A continuation costs less the more it shares with the one before it, so the edits go from the line's end to its beginning.
  const ordered = alternatives.toSorted((a, b) => b.startOffset - a.startOffset || b.endOffset - a.endOffset)
  const written = passage.lines[line] ?? ''
  const continuations = [written, ...ordered.map((alternative) => mended(passage, alternative))]
  const scored = await engine.score({ ...shared, prompt: passage.linePrompt(line), continuations }, signal)
  const [first, ...others] = scored.map((each) => logP(each))
  const ranked = ordered
    .map((alternative, index) => ({ alternative, logP: others[index] ?? Number.NEGATIVE_INFINITY }))
    .toSorted((a, b) => b.logP - a.logP)
  const [best, second] = ranked
  if (first === undefined || best === undefined || best.logP - first < tie) return undefined
  const margin = second === undefined ? undefined : best.logP - second.logP
  if (margin !== undefined && margin < tie) return undefined
  return {
    best: best.alternative,
    lineOdds: best.logP - first,
    mendedLogP: best.logP,
    ...(margin === undefined ? {} : { margin }),
    candidates: ordered.length,
    others: ranked
      .slice(1)
      .filter(
        (each) => best.logP - each.logP <= choice && each.logP - first >= tie && overlap(each.alternative, best.alternative),
      )
      .slice(0, mostOthers)
      .map((each) => ({ alternative: each.alternative, lineOdds: each.logP - first })),
  }
}

function overlap(a: LineAlternative, b: LineAlternative): boolean {
  return a.startOffset < b.endOffset && b.startOffset < a.endOffset
}

/** Reads the written and the mended lines forward, each with the lines after it. */
export async function judgeBlock(
  passage: Passage,
  verdict: LineVerdict,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<BlockVerdict> {
  const { line } = verdict.best
  const after = passage.linesAfter(line)
  const mends = [verdict.best, ...verdict.others.map(({ alternative }) => alternative)]
  const continuations = [(passage.lines[line] ?? '') + after, ...mends.map((mend) => mended(passage, mend) + after)]
  const [written, ...scored] = await engine.score({ ...shared, prompt: passage.restPrompt(line), continuations }, signal)
  const oddsOf = (index: number) => {
    const other = scored[index]
    return (other === undefined ? Number.NEGATIVE_INFINITY : logP(other)) - (written === undefined ? 0 : logP(written))
  }
  const { lineOdds, mendedLogP, margin, candidates } = verdict
  const others = verdict.others.map(({ alternative: { kind, startOffset, endOffset, newText }, lineOdds: odds }, index) => {
    return { kind, startOffset, endOffset, newText, lineOdds: odds, blockOdds: oddsOf(index + 1) }
  })
  return {
    signals: {
      lineOdds,
      blockOdds: oddsOf(0),
      weakestToken: verdict.best.weakestToken,
      mendedLogP,
      candidates,
      ...(margin === undefined ? {} : { margin }),
    },
    // What the following lines speak against is no choice.
    others: others.filter(({ blockOdds }) => blockOdds > 0),
  }
}

/** The whole line with an alternative in it, line end included. */
function mended(passage: Passage, { line, startOffset, endOffset, newText }: LineAlternative): string {
  const text = passage.lines[line] ?? ''
  const start = passage.lineStart(line)
  return text.slice(0, startOffset - start) + newText + text.slice(endOffset - start)
}

function logP(scored: ScoredText): number {
  return scored.logPs.reduce((sum, each) => sum + each, 0)
}
