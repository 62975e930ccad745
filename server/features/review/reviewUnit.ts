import type { OffsetSpan } from '../../context/cuts.ts'
import type { ScoredText } from '../../engine/engine.ts'
import type { Alternative } from './alternatives/alternative.ts'
import { withAskedSignals } from './askedSignals.ts'
import type { UnitResult } from './cache.ts'
import type { Calibration } from './calibration.ts'
import { askForClaims, completedLine } from './claimPass.ts'
import { judgeBlock, judgeLine, type LineVerdict, readUnit, type ScoringEngine, surprisingLines } from './likelihood.ts'
import { lineOf } from './mendedLine.ts'
import type { Passage } from './passage.ts'
import { surprisingPlaces, writtenInstead } from './surprisePass.ts'
import type { Suspect } from './suspect.ts'

export interface UnitTask {
  readonly passage: Passage
  /** Single edits of the unit's code; offsets count from the beginning of the file. */
  readonly alternatives: readonly Alternative[]
  /** Words that the model could have chosen otherwise; offsets as in the alternatives. */
  readonly words: readonly OffsetSpan[]
  /** No tree, so no alternatives: the model's own claims are all there is. */
  readonly hasNoSyntax: boolean
  /** Lines of the unit that findings may touch. */
  readonly isWanted: (line: number) => boolean
  readonly calibration: Calibration
}

/**
 * Looks for suspects: by likelihood, then by what the model would have written itself, then by its claims. Gives what is known so far after every request, so that the caller
 * can stop in between; the last one is the whole result.
 */
export async function* reviewUnit(task: UnitTask, engine: ScoringEngine, signal: AbortSignal): AsyncGenerator<UnitResult> {
  const { passage, calibration, isWanted } = task
  let candidatesScored = 0
  let suspects: readonly Suspect[] = []
  const soFar = (): UnitResult => ({ suspects, candidatesScored })

  const read = task.alternatives.length === 0 ? undefined : (await readUnit(passage, engine, signal))[0]
  yield soFar()
  const verdicts: LineVerdict[] = []
  for await (const { verdict, scored } of judgedLines(task, read, engine, signal)) {
    candidatesScored += scored
    if (verdict !== undefined && verdict.lineOdds >= calibration.clearlyLikelier.line) verdicts.push(verdict)
    yield soFar()
  }
  for (const verdict of verdicts) {
    suspects = [...suspects, ...(await suspectsOf(verdict, task, engine, signal))]
    yield soFar()
  }
  const explained = new Set(verdicts.map(({ best }) => best.line))
  for await (const { verdict, scored } of judgedSurprises(task, read, explained, engine, signal)) {
    candidatesScored += scored
    if (verdict !== undefined && verdict.lineOdds >= calibration.clearlyLikelier.line)
      suspects = [...suspects, ...(await suspectsOf(verdict, task, engine, signal))]
    yield soFar()
  }
  if (!calibration.asksForClaims && !task.hasNoSyntax) return

  const claims = (await askForClaims(passage, engine, signal)).filter(({ line }) => isWanted(line))
  const claimedLines = new Set(claims.map(({ line }) => line))
  suspects = suspects.map((suspect) => withVote(suspect, claimedLines.has(lineOf(passage, suspect))))
  yield soFar()
  for (const { line, problem } of claims) {
    if (suspects.some((suspect) => lineOf(passage, suspect) === line)) continue
    const mend = await completedLine(passage, line, engine, signal)
    yield soFar()
    if (mend === undefined) continue
    const alternative = { ...mend, kind: 'claim', weakestToken: 0 } as const
    const verdict = await judgeLine(passage, { line, alternatives: [alternative] }, engine, signal)
    candidatesScored += 1
    yield soFar()
    if (verdict === undefined || verdict.lineOdds < calibration.clearlyLikelier.line) continue
    const found = await suspectsOf(verdict, task, engine, signal)
    suspects = [...suspects, ...found.map((suspect) => ({ ...withVote(suspect, true), claim: problem }))]
    yield soFar()
  }
}

interface Judged {
  readonly verdict?: LineVerdict
  readonly scored: number
}

async function* judgedLines(
  { passage, alternatives, isWanted }: UnitTask,
  read: ScoredText | undefined,
  engine: ScoringEngine,
  signal: AbortSignal,
): AsyncGenerator<Judged> {
  if (read === undefined) return
  for (const line of surprisingLines(passage, read, alternatives)) {
    if (!isWanted(line.line)) continue
    const verdict = await judgeLine(passage, line, engine, signal)
    yield { scored: line.alternatives.length, ...(verdict === undefined ? {} : { verdict }) }
  }
}

/** Where no alternative explains why the model is surprised, what it would have written itself is the alternative. */
async function* judgedSurprises(
  { passage, words, isWanted, calibration }: UnitTask,
  read: ScoredText | undefined,
  explained: ReadonlySet<number>,
  engine: ScoringEngine,
  signal: AbortSignal,
): AsyncGenerator<Judged> {
  if (read === undefined) return
  const isAsked = (line: number) => isWanted(line) && !explained.has(line)
  for (const place of surprisingPlaces(passage, read, words, isAsked, calibration.surprisingPlaces ?? 0)) {
    const line = await writtenInstead(passage, place, engine, signal)
    yield { scored: 0 }
    if (line === undefined) continue
    const verdict = await judgeLine(passage, line, engine, signal)
    yield { scored: line.alternatives.length, ...(verdict === undefined ? {} : { verdict }) }
  }
}

/** One, or none where the lines after it speak against the mend: then the two readings deny each other, and there is nothing to report. */
async function suspectsOf(
  verdict: LineVerdict,
  { passage, calibration }: UnitTask,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<readonly Suspect[]> {
  const { signals, others } = await judgeBlock(passage, verdict, engine, signal)
  const { kind, startOffset, endOffset, newText } = verdict.best
  if (signals.blockOdds <= 0) return []
  const suspect = { kind, startOffset, endOffset, newText, signals, ...(others.length === 0 ? {} : { others }) }
  return [await withAskedSignals(suspect, passage, calibration, engine, signal)]
}

function withVote(suspect: Suspect, claimed: boolean): Suspect {
  return { ...suspect, signals: { ...suspect.signals, claimed } }
}
