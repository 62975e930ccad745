import { type CodeUnit, codeUnits } from '../../../context/functions.ts'
import type { SyntaxParser } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { declaredFields } from '../alternatives/fields.ts'
import { findAlternatives } from '../alternatives/find.ts'
import { chosenWords } from '../alternatives/places.ts'
import { askedFeatures, type Calibration } from '../calibration.ts'
import { cautious } from '../calibrations.ts'
import type { ScoringEngine } from '../likelihood.ts'
import { lineOf } from '../mendedLine.ts'
import { Passage } from '../passage.ts'
import { reviewUnit } from '../reviewUnit.ts'
import { Surroundings } from '../surroundings.ts'
import type { Suspect } from '../suspect.ts'
import type { FitCase } from './fit.ts'
import type { FunctionPair } from './functions.ts'

/** What the search needs of a calibration, before there is one: what is a bit likelier is a suspect, and nothing is asked. */
export const measuring: Calibration = {
  ...cautious,
  limit: 25,
  asksForClaims: false,
  clearlyLikelier: { line: 1, block: 1 },
}

/** The same, and all that can be asked about a suspect is asked, which takes longer than finding it. */
export const measuringThoroughly: Calibration = {
  ...measuring,
  weights: { ...measuring.weights, ...Object.fromEntries(askedFeatures.map((feature) => [feature, 0])) },
}

export interface MeasuringMeans {
  readonly engine: ScoringEngine
  readonly parser: SyntaxParser
  /** `measuring` or `measuringThoroughly`. */
  readonly calibration: Calibration
}

/** The suspects of a function as it is written, all wrong, and of it with its fault, right where they touch the fault's line. */
export async function measuredSuspects(
  id: string,
  { source, unit, faulty }: FunctionPair,
  means: MeasuringMeans,
  signal: AbortSignal,
): Promise<readonly FitCase[]> {
  const caseOf = (kind: Suspect['kind'], signals: Suspect['signals'], right: boolean): FitCase => {
    return { id, kind, languageId: source.languageId, alarm: { right, suspect: { kind, signals } } }
  }
  const asWritten = await suspectsIn(source, unit, means, signal)
  const withFault = await suspectsIn(faulty.source, faulty.unit, means, signal)
  return [
    ...asWritten.map(({ suspect: { kind, signals } }) => caseOf(kind, signals, false)),
    ...withFault.map(({ suspect: { kind, signals }, line }) => caseOf(kind, signals, line === faulty.line)),
  ]
}

async function suspectsIn(
  source: SourceText,
  unit: CodeUnit,
  { engine, parser, calibration }: MeasuringMeans,
  signal: AbortSignal,
): Promise<readonly { readonly suspect: Suspect; readonly line: number }[]> {
  const tree = await parser.parse(source)
  try {
    const passage = new Passage(source, unit, new Surroundings(source, codeUnits(source, tree)).around(unit))
    const task = {
      passage,
      calibration,
      alternatives: tree === undefined ? [] : findAlternatives(source, tree, unit, declaredFields(tree)),
      words: tree === undefined ? [] : chosenWords(tree, unit),
      hasNoSyntax: false,
      isWanted: () => true,
    }
    let suspects: readonly Suspect[] = []
    for await (const result of reviewUnit(task, engine, signal)) {
      signal.throwIfAborted()
      suspects = result.suspects
    }
    return suspects.map((suspect) => ({ suspect, line: unit.startLine + lineOf(passage, suspect) }))
  } finally {
    tree?.dispose()
  }
}
