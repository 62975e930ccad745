import type { SyntaxParser } from '../../server/context/parser.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { type Calibration, calibrationOf, confidenceOf } from '../../server/features/review/calibration.ts'
import { Meter } from '../../server/features/review/meter.ts'
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
  readonly clearlyLikelier: boolean
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
  try {
    const { suspects, passage, candidatesScored, left } = await suspectsOf(trial.unit, {
      ask,
      tree,
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
      suspects: suspects.map((suspect) => judged(suspect, passage.startOffset, trial, calibration)),
      ms: watch.elapsedMs,
      evaluatedTokens: meter.total.promptTokens - meter.total.cachedTokens,
      candidates: candidatesScored,
    }
  } finally {
    tree?.dispose()
  }
}

function judged(suspect: Suspect, base: number, { source, clean, fault }: Trial, calibration: Calibration): JudgedSuspect {
  const { text } = source
  const mended = text.slice(0, base + suspect.startOffset) + suspect.newText + text.slice(base + suspect.endOffset)
  const { lineOdds, blockOdds } = suspect.signals
  return {
    suspect,
    quote: text.slice(base + suspect.startOffset, base + suspect.endOffset),
    right: fault !== undefined && mended.replaceAll(/\s+/g, ' ') === clean.replaceAll(/\s+/g, ' '),
    confidence: confidenceOf(suspect.kind, suspect.signals, calibration),
    clearlyLikelier: lineOdds >= calibration.clearlyLikelier.line && blockOdds >= calibration.clearlyLikelier.block,
  }
}

export { calibrationOf }
