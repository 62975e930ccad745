import type { CodeUnit } from '../../context/functions.ts'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import type { Category, Evidence, Finding, Severity } from '../../protocol/finding.ts'
import type { Calibration } from './calibration.ts'
import type { ScoringEngine } from './likelihood.ts'
import type { Passage } from './passage.ts'

/** A place that something other than likelihood speaks against. Offsets count from the beginning of the file. */
export interface Observation {
  readonly ruleId: string
  readonly category: Category
  readonly cwe?: readonly number[]
  readonly severity: Severity
  readonly startOffset: number
  readonly endOffset: number
  /** One sentence of at most 80 characters. */
  readonly title: string
  /** Probability that this is a real defect, 0 to 1. */
  readonly confidence: number
  /** With a `reason` in words. */
  readonly evidence: Evidence
  readonly related?: Finding['related']
  /** What to write in the place of the range, where the rule itself knows it. */
  readonly mend?: { readonly title: string; readonly newText: string }
}

/** A unit of the file, and what may be asked about it. */
export interface ObservedUnit {
  readonly source: SourceText
  readonly unit: CodeUnit
  readonly passage: Passage
  /** Absent where the language has no grammar. */
  readonly tree: SyntaxTree | undefined
  readonly engine: ScoringEngine
  readonly calibration: Calibration
  readonly signal: AbortSignal
}

/** Looks at a unit for one kind of thing. */
export interface Observer {
  /** What the tree and the text tell comes before what the model has to be asked. */
  readonly asksModel: boolean
  /** Looks at what stands outside of every unit as well, such as imports and types; only where it asks no model. Default false. */
  readonly seesAll?: boolean
  /** In the order of the text. Rejects with a LatentError when the engine fails. */
  observe(unit: ObservedUnit): Promise<readonly Observation[]>
}
