import { type LineSpan, overlap } from '../../context/changes.ts'
import type { OffsetSpan } from '../../context/cuts.ts'
import { type CodeUnit, codeUnits } from '../../context/functions.ts'
import { generatedReason } from '../../context/generated.ts'
import { CodeMask } from '../../context/masks.ts'
import type { SyntaxParser } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import type { TypeCheck } from '../../context/typeCheck.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Dismissal } from '../../protocol/dismissal.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import type { CalibrationSource, ReviewStats } from '../../protocol/requests.ts'
import { rangesTouch } from '../../protocol/text.ts'
import { noAnswers, type ReviewAnswers } from './adaptation.ts'
import { declaredFields } from './alternatives/fields.ts'
import { betweenUnits } from './betweenUnits.ts'
import type { ReviewCache } from './cache.ts'
import { chosenCalibration } from './calibrate/choice.ts'
import type { OwnCalibration } from './calibrate/ownCalibration.ts'
import { Occurrences } from './fingerprint.ts'
import { FixChecker } from './fix.ts'
import { Meter } from './meter.ts'
import type { Observer } from './observation.ts'
import { type Observing, observationsOf } from './observe.ts'
import { Passage } from './passage.ts'
import { observed, type Reporting, reported } from './report.ts'
import { type Search, suspectsOf } from './search.ts'
import { sinkObservers } from './sinks/sinkObserver.ts'
import { findSuppressions } from './suppression.ts'
import { Surroundings } from './surroundings.ts'
import type { Suspect } from './suspect.ts'
import { quickestFirst } from './unitOrder.ts'
import { unparsedStretches } from './unparsed.ts'
import { Watch } from './watch.ts'

export interface ReviewAsk {
  readonly source: SourceText
  /** Only findings that touch these lines; absent: all. */
  readonly lines?: readonly LineSpan[]
  /** Only functions and windows that begin in this part of the text; absent: all. */
  readonly within?: OffsetSpan
  /** Where equal places are numbered, when a text is reviewed in parts; absent: from the first one on. */
  readonly occurrences?: Occurrences
  /** Confidence, 0 to 1, from which on a finding is shown. */
  readonly precision: number
  /** Wall time after which the rest is left out. */
  readonly budgetMs?: number
  readonly dismissed: readonly Dismissal[]
}

export interface ReviewDeps {
  readonly engine: Engine
  readonly parser: SyntaxParser
  readonly typeChecker?: TypeCheck
  /** Milliseconds since some fixed moment. */
  now(): number
  readonly cache?: ReviewCache
  /** What the user made of earlier findings of a rule, which moves the confidence; absent: nothing. */
  readonly answers?: (calibrationKey: string, ruleId: string) => ReviewAnswers
  /** What the user measured for this model; absent: nothing. */
  readonly ownCalibration?: (calibrationKey: string) => Promise<OwnCalibration | undefined>
  /** What is looked for beside what likelihood and the sinks tell. */
  readonly observers?: readonly Observer[]
}

export type ReviewEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly symbol: string }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'heldBack'; readonly finding: HeldBack }
  | { readonly kind: 'incomplete'; readonly part: Incomplete }
  | { readonly kind: 'end'; readonly stats: ReviewStats }

/**
 * Reviews one text, function by function, short ones first: finds suspects, checks the fix of each, and shows those with enough evidence. Findings come as
 * soon as they are known: what the text alone tells at the beginning, the rest when its function is done. Whatever stops a review, it gives
 * what was found until then and names the parts it did not reach.
 */
export async function* reviewFile(ask: ReviewAsk, deps: ReviewDeps, signal: AbortSignal): AsyncGenerator<ReviewEvent> {
  const watch = new Watch(deps.now, signal, ask.budgetMs)
  const meter = new Meter()
  const counts = { functions: 0, functionsFromCache: 0, candidatesScored: 0 }
  const tree = await deps.parser.parse(ask.source)
  try {
    const generated = generatedReason(ask.source)
    if (generated !== undefined) yield incomplete({ symbol: 'the file', reason: 'generated', detail: generated })
    const all = generated === undefined ? codeUnits(ask.source, tree) : []
    const unparsed = generated === undefined && tree !== undefined ? unparsedStretches(ask.source, tree, all) : []
    for (const { name } of wanted(ask, unparsed)) yield incomplete({ symbol: name, reason: 'notParsed' })
    const units = quickestFirst(wanted(ask, all))
    const surroundings = new Surroundings(ask.source, all)
    const passages = units.map((unit) => new Passage(ask.source, unit, surroundings.around(unit)))
    const outside = generated === undefined && deps.observers?.some(seesAll) ? wanted(ask, betweenUnits(ask.source, all)) : []
    const room = units.length + outside.length === 0 ? undefined : await openRoom(ask, deps, { tree, meter, watch, signal })
    const told = room === undefined ? undefined : yield* toldByText(room, passages, outside)
    for (const [index, passage] of passages.entries()) {
      const { unit } = passage
      yield { kind: 'progress', done: index, total: units.length, symbol: unit.name }
      const stop = watch.stop
      if (room === undefined || stop !== undefined) {
        yield incomplete({ symbol: unit.name, ...(stop ?? { reason: 'engineFailed' }) })
        continue
      }
      const shown = told?.get(passage) ?? []
      const { suspects, candidatesScored, fromCache, left: unsearched } = await suspectsOf(passage, room.search)
      for (const suspect of suspects) {
        if (!shown.some((finding) => tellsOf(finding, suspect, passage))) yield await reported(suspect, passage, room.reporting)
      }
      const { observations, left = unsearched } = await observationsOf(passage, room, 'model')
      for (const observation of observations) yield await observed(observation, passage, room.reporting)
      if (left !== undefined) yield incomplete({ symbol: unit.name, ...left })
      counts.functions += 1
      counts.functionsFromCache += fromCache ? 1 : 0
      counts.candidatesScored += candidatesScored
    }
    if (units.length > 0) yield { kind: 'progress', done: units.length, total: units.length, symbol: '' }
    const calibration = room && { calibration: room.calibrationSource }
    yield { kind: 'end', stats: { ...meter.total, ...counts, ms: watch.elapsedMs, ...calibration } }
  } finally {
    tree?.dispose()
  }
}

function incomplete(part: Incomplete): ReviewEvent {
  return { kind: 'incomplete', part }
}

function wanted({ lines, within }: ReviewAsk, units: readonly CodeUnit[]): readonly CodeUnit[] {
  const begins = ({ startOffset }: CodeUnit) =>
    within === undefined || (startOffset >= within.startOffset && startOffset < within.endOffset)
  return units.filter((unit) => begins(unit) && (lines === undefined || lines.some((span) => overlap(span, unit))))
}

/** A forgotten `await` that a rule has named needs not be named once more because of its odds. */
function tellsOf(
  { ruleId, range }: Finding,
  { kind, startOffset, endOffset }: Suspect,
  { source, startOffset: base }: Passage,
): boolean {
  const place = source.rangeBetween(base + startOffset, base + endOffset)
  return kind === 'await' && ruleId === 'bug.unawaited-promise' && rangesTouch(range, place)
}

const seesAll = (observer: Observer) => observer.seesAll === true && !observer.asksModel

/**
 * What the text alone tells, of the whole file first: it takes a moment where the model takes minutes. Returns what was shown of each passage.
 * `outside`: what stands outside of every unit, for the observers that see all.
 */
async function* toldByText(
  room: Room,
  passages: readonly Passage[],
  outside: readonly CodeUnit[],
): AsyncGenerator<ReviewEvent, ReadonlyMap<Passage, readonly Finding[]>> {
  const { source } = room.search.ask
  const seers = { ...room, observers: room.observers.filter(seesAll) }
  const looks = [
    ...passages.map((passage) => ({ passage, observing: room })),
    ...outside.map((unit) => ({ passage: new Passage(source, unit), observing: seers })),
  ]
  const told = new Map<Passage, readonly Finding[]>()
  // Occurrences are numbered in the order of the text.
  for (const { passage, observing } of looks.toSorted((a, b) => a.passage.unit.startOffset - b.passage.unit.startOffset)) {
    const { observations } = await observationsOf(passage, observing, 'text')
    const shown: Finding[] = []
    for (const observation of observations) {
      const event = await observed(observation, passage, room.reporting)
      if (event.kind === 'finding') shown.push(event.finding)
      yield event
    }
    told.set(passage, shown)
  }
  return told
}

interface Room extends Observing {
  readonly calibrationSource: CalibrationSource
  readonly reporting: Reporting
}

/** What all units of a file share. `undefined`: the engine cannot review, and `watch` knows why. */
async function openRoom(
  ask: ReviewAsk,
  deps: ReviewDeps,
  { tree, meter, watch, signal }: Pick<Search, 'tree' | 'watch' | 'signal'> & { readonly meter: Meter },
): Promise<Room | undefined> {
  try {
    const { calibrationKey, capabilities } = await deps.engine.info()
    const engine = capabilities.fim ? meter.measured(deps.engine) : undefined
    if (engine === undefined) throw LatentError.of('engineFailed', 'this model cannot weigh text between other text')
    const { calibration, source } = chosenCalibration(calibrationKey, await deps.ownCalibration?.(calibrationKey))
    return {
      calibrationSource: source,
      observers: [...sinkObservers(calibration), ...(deps.observers ?? [])],
      search: {
        ask,
        tree,
        fields: tree === undefined ? new Map() : declaredFields(tree),
        engine,
        calibration,
        calibrationKey,
        watch,
        signal,
        ...(deps.cache && { cache: deps.cache }),
      },
      reporting: {
        ask,
        calibration,
        answersOf: (ruleId) => deps.answers?.(calibrationKey, ruleId) ?? noAnswers,
        fixes: new FixChecker(ask.source, deps.parser, deps.typeChecker),
        suppressions: findSuppressions(ask.source, new CodeMask(ask.source, tree)),
        occurrences: ask.occurrences ?? new Occurrences(),
      },
    }
  } catch (error) {
    watch.fail(error)
    return undefined
  }
}
