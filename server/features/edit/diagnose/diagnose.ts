import type { CompilerError, CompilerIdeas } from '../../../context/compiler.ts'
import { sameError } from '../../../context/compilerErrors.ts'
import { codeUnits } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import { chosenWords } from '../../review/alternatives/places.ts'
import { readUnit, type ScoringEngine } from '../../review/likelihood.ts'
import { longestLine, Passage } from '../../review/passage.ts'
import { Surroundings } from '../../review/surroundings.ts'
import { alternativeCandidates, asCandidate, distinct, nearlySpelled } from './candidates.ts'
import { isSmall, mending, sound, unchecked } from './checks.ts'
import { type Choice, chosen, scoreOf } from './choice.ts'
import { hunksOf, withoutLarger } from './hunks.ts'
import { surpriseIn, writtenAtError, writtenAtSurprises } from './modelWrites.ts'
import { likeliestNames } from './names.ts'
import { withOdds } from './odds.ts'
import type { Candidate, DiagnoseAsk, DiagnoseDeps, Mended } from './problem.ts'
import { relevanceTo } from './relevance.ts'

/** What was found out about an error. */
export interface Diagnosis {
  readonly choice: Choice
  /** Everything that passed the checks, in no order. */
  readonly mended: readonly Mended[]
  /** Whether a compiler told that the error goes away with each of them. */
  readonly isVerified: boolean
}

/** More mends than these are not asked of the model; those that come first are the nearest ones. */
const mostJudged = 16

/**
 * Looks for a small edit that mends an error: what the compiler would do, other names, the single edits of a review, and what the model would
 * write. Each is checked, and the model ranks those that pass. Rejects with an abort or the engine's error.
 */
export async function diagnose(ask: DiagnoseAsk, deps: DiagnoseDeps, signal: AbortSignal): Promise<Diagnosis> {
  const tree = await deps.parser.parse(ask.source)
  try {
    const { score } = deps.engine
    const passage = tree && passageOf(ask, tree)
    if (tree === undefined || passage === undefined || score === undefined) return nothing
    const place: Place = { ask, tree, passage, engine: deps.engine as ScoringEngine }
    const error = await knownError(ask, deps)
    return error === undefined ? await likelier(place, deps, signal) : await verified(place, error, deps, signal)
  } finally {
    tree?.dispose()
  }
}

/** Mends with which the compiler no longer reports the error. */
async function verified(place: Place, error: CompilerError, deps: DiagnoseDeps, signal: AbortSignal): Promise<Diagnosis> {
  const ideas = await deps.compiler?.ideas(place.ask.source, error)
  const candidates = await candidatesFor(place, ideas, signal)
  const mended = withoutLarger(place.ask.source.text, await mending(place.ask, error, candidates, deps, signal))
  const judged = await withOdds(place.passage, mended.slice(0, mostJudged), place.engine, signal)
  return { choice: chosen(judged, 'verified'), mended: judged, isVerified: true }
}

/** Where no compiler knows the error, edits near to it that the model finds clearly likelier than what is written. */
async function likelier(place: Place, deps: DiagnoseDeps, signal: AbortSignal): Promise<Diagnosis> {
  const { ask, passage, engine } = place
  const near = relevanceTo(ask.source, ask.problem)
  const candidates = (await candidatesFor(place, undefined, signal)).filter((each) => near(each) <= 1)
  const judged = await withOdds(passage, candidates.slice(0, mostJudged).map(unchecked(ask)), engine, signal)
  // What only one of the two readings likes fits in one direction alone.
  const likely = judged.filter(({ lineOdds = 0, blockOdds = 0 }) => lineOdds > 0 && blockOdds > 0)
  const ranked = withoutLarger(ask.source.text, likely).toSorted((a, b) => scoreOf(b) - scoreOf(a))
  const mended = await sound(ask, ranked, deps, signal)
  return { choice: chosen(mended, 'likelier'), mended, isVerified: false }
}

const nothing: Diagnosis = { choice: { kind: 'none', reason: 'notFound' }, mended: [], isVerified: false }

interface Place {
  readonly ask: DiagnoseAsk
  readonly tree: SyntaxTree
  readonly passage: Passage
  readonly engine: ScoringEngine
}

/** The error as the compiler of this process tells it; an editor's other programs have no such number, or another text. */
async function knownError({ source, problem }: DiagnoseAsk, { compiler }: DiagnoseDeps): Promise<CompilerError | undefined> {
  const code = Number(problem.code)
  if (compiler === undefined || !Number.isInteger(code) || code <= 0) return undefined
  return sameError((await compiler.errors(source)) ?? [], { ...problem, code })
}

/** The function, or the code between functions, that the error begins in. */
function passageOf({ source, problem }: DiagnoseAsk, tree: SyntaxTree): Passage | undefined {
  const units = codeUnits(source, tree)
  const line = source.positionAt(problem.startOffset).line
  const unit =
    units.find(({ startOffset, endOffset }) => startOffset <= problem.startOffset && problem.startOffset < endOffset) ??
    units.find(({ startLine, endLine }) => startLine <= line && line < endLine)
  if (unit === undefined) return undefined
  const passage = new Passage(source, unit, new Surroundings(source, units).around(unit))
  return passage.lines.some((each) => each.length > longestLine) ? undefined : passage
}

/** The most promising first. */
async function candidatesFor(
  { ask, tree, passage, engine }: Place,
  ideas: CompilerIdeas | undefined,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const { source, problem } = ask
  const near = relevanceTo(source, problem)
  const [read] = await readUnit(passage, engine, signal)
  const surprise = read === undefined ? () => 0 : surpriseIn(passage, read)
  const alternatives = alternativeCandidates(source, tree, passage.unit)
    .map((candidate) => ({ candidate, promise: surprise(candidate) - promiseOf[near(candidate)] }))
    .toSorted((a, b) => a.promise - b.promise)
    .map(({ candidate }) => candidate)
  const isNear = (line: number) => near(atLine(passage, line)) <= 2
  const written = [
    ...(await writtenAtError(passage, problem, engine, signal)),
    ...(read === undefined
      ? []
      : await writtenAtSurprises(passage, read, chosenWords(tree, passage.unit), isNear, engine, signal)),
  ]
  const names = await likeliestNames(passage, ideas?.names ?? nearlySpelled(source, problem), engine, signal)
  // Of a line that the model writes anew, one part may be the mend and the others a matter of taste.
  const parts = written.flatMap((each) => hunksOf(source.text, each))
  const fixes = (ideas?.fixes ?? []).map(asCandidate)
  return distinct(source, [...fixes, ...names, ...parts, ...written, ...alternatives]).filter((each) => isSmall(source, each))
}

/** How much an edit's nearness to the error counts beside how unlikely what it replaces is; in nats. By `Relevance`. */
const promiseOf = [6, 4, 2, 0] as const

function atLine({ source, unit }: Passage, line: number): Candidate {
  const startOffset = source.lineStart(unit.startLine + line)
  return { startOffset, endOffset: startOffset, newText: '', origin: 'model' }
}
