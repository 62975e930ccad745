import type { SyntaxParser } from '../../server/context/parser.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { declaredFields } from '../../server/features/review/alternatives/fields.ts'
import { type Calibration, confidenceOf } from '../../server/features/review/calibration.ts'
import { FixChecker } from '../../server/features/review/fix.ts'
import { Meter } from '../../server/features/review/meter.ts'
import { Passage } from '../../server/features/review/passage.ts'
import { suspectsOf } from '../../server/features/review/search.ts'
import type { Suspect } from '../../server/features/review/suspect.ts'
import { Watch } from '../../server/features/review/watch.ts'
import type { Trial } from './trial.ts'

/** A suspect with whether its mend gives the text as it should be. */
export interface JudgedSuspect {
  readonly suspect: Suspect
  readonly quote: string
  readonly right: boolean
  readonly confidence: number
  /** The mend parses and brings no type error; not looked at where the odds are low. */
  readonly sound?: boolean
}

export interface TrialResult {
  readonly trial: string
  readonly half: Trial['half']
  readonly fault?: string
  readonly kind?: string
  readonly suspects: readonly JudgedSuspect[]
  readonly ms: number
  readonly evaluatedTokens: number
  readonly candidates: number
}

const typeChecker = new TypeChecker()

/** Searches one function for suspects and compares their mends with the text as it should be. */
export async function measure(
  trial: Trial,
  engine: Engine,
  parser: SyntaxParser,
  calibration: Calibration,
): Promise<TrialResult> {
  const meter = new Meter()
  const measured = meter.measured(engine)
  if (measured === undefined) throw new Error('this engine cannot score')
  const signal = new AbortController().signal
  const watch = new Watch(() => performance.now(), signal, undefined)
  const tree = await parser.parse(trial.source)
  const { calibrationKey } = await engine.info()
  const ask = { source: trial.source }
  const fixes = new FixChecker(trial.source, parser, typeChecker)
  try {
    const passage = new Passage(trial.source, trial.unit)
    const { suspects, candidatesScored, left } = await suspectsOf(passage, {
      ask,
      tree,
      fields: tree === undefined ? new Map() : declaredFields(tree),
      engine: measured,
      calibration: { ...calibration, clearlyLikelier: { line: 0.5, block: 0 } },
      calibrationKey,
      watch,
      signal,
    })
    if (left !== undefined) throw new Error(`${trial.name}: ${left.reason} ${left.detail ?? ''}`)
    return {
      trial: trial.name,
      half: trial.half,
      ...(trial.fault && { fault: trial.fault.wrong, kind: trial.fault.kind }),
      suspects: await Promise.all(suspects.map((suspect) => judged(suspect, passage.startOffset, trial, calibration, fixes))),
      ms: watch.elapsedMs,
      evaluatedTokens: meter.total.promptTokens - meter.total.cachedTokens,
      candidates: candidatesScored,
    }
  } finally {
    tree?.dispose()
  }
}

async function judged(
  suspect: Suspect,
  base: number,
  { source, clean, fault }: Trial,
  calibration: Calibration,
  fixes: FixChecker,
): Promise<JudgedSuspect> {
  const { text } = source
  const [start, end] = [base + suspect.startOffset, base + suspect.endOffset]
  const mended = text.slice(0, start) + suspect.newText + text.slice(end)
  const mend = { title: '', range: source.rangeBetween(start, end), newText: suspect.newText, likelier: true }
  return {
    suspect,
    quote: text.slice(start, end),
    right: fault !== undefined && mended.replaceAll(/\s+/g, ' ') === clean.replaceAll(/\s+/g, ' '),
    confidence: confidenceOf(suspect.kind, suspect.signals, calibration),
    ...(suspect.signals.blockOdds < 1 ? {} : { sound: (await fixes.check(mend)).verified }),
  }
}
