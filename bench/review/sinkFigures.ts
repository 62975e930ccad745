import { codeUnits } from '../../server/context/functions.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { findSinks, prepareSinks } from '../../server/features/review/sinks/findSinks.ts'
import type { Sink } from '../../server/features/review/sinks/sink.ts'
import { sinkConfidence, sinkRules } from '../../server/features/review/sinks/sinkRules.ts'
import type { SecurityPair } from './security/pair.ts'

/** What the sinks said of one pair. */
export interface PairOutcome {
  readonly pair: SecurityPair
  /** Shown sinks of the vulnerable text that touch the marked line and name its weakness. */
  readonly hits: readonly Sink[]
  /** Shown sinks elsewhere in the vulnerable text, or of another weakness. */
  readonly strays: readonly Sink[]
  /** Shown sinks of the safe text: false alarms. */
  readonly alarms: readonly Sink[]
}

/** Recall and precision, 0 to 1, over the pairs of one half. */
export interface SinkFigures {
  readonly pairs: number
  /** Pairs whose marked line was found. */
  readonly found: number
  readonly recall: number
  /** Pairs with a false alarm in the safe text. */
  readonly alarmed: number
  /** Right findings of all that were shown, in both texts. */
  readonly precision: number
}

/** How often the sinks find what is wrong, and how often they alarm where nothing is. `precision`: confidence from which on one is shown. */
export async function measureSinks(
  pairs: readonly SecurityPair[],
  precision: number,
  parser: SyntaxParser,
): Promise<Readonly<Record<SecurityPair['half'], SinkFigures>>> {
  const outcomes: PairOutcome[] = []
  for (const pair of pairs) outcomes.push(await outcomeOf(pair, precision, parser))
  const half = (name: SecurityPair['half']) => figuresOf(outcomes.filter(({ pair }) => pair.half === name))
  return { tuning: half('tuning'), heldOut: half('heldOut') }
}

export async function outcomeOf(pair: SecurityPair, precision: number, parser: SyntaxParser): Promise<PairOutcome> {
  const vulnerable = await shownSinks(pair.languageId, pair.vulnerable, precision, parser)
  const { startOffset, endOffset } = markedLine(pair)
  const isHit = (sink: Sink) => sink.startOffset < endOffset && startOffset < sink.endOffset && namesWeakness(sink, pair)
  return {
    pair,
    hits: vulnerable.filter(isHit),
    strays: vulnerable.filter((sink) => !isHit(sink)),
    alarms: await shownSinks(pair.languageId, pair.safe, precision, parser),
  }
}

/** The sinks of a whole text whose confidence is at least `precision`. */
export async function shownSinks(
  languageId: string,
  text: string,
  precision: number,
  parser: SyntaxParser,
): Promise<readonly Sink[]> {
  const source = new SourceText('file', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) return []
  await prepareSinks()
  try {
    return codeUnits(source, tree)
      .flatMap((unit) => findSinks(source, tree, unit))
      .filter(({ ruleId, signals }) => sinkConfidence(ruleId, signals.certainty) >= precision)
  } finally {
    tree.dispose()
  }
}

function figuresOf(outcomes: readonly PairOutcome[]): SinkFigures {
  const found = outcomes.filter(({ hits }) => hits.length > 0).length
  const wrong = outcomes.reduce((sum, { strays, alarms }) => sum + strays.length + alarms.length, 0)
  return {
    pairs: outcomes.length,
    found,
    recall: found / outcomes.length,
    alarmed: outcomes.filter(({ alarms }) => alarms.length > 0).length,
    precision: found / (found + wrong),
  }
}

function markedLine({ vulnerable, marked }: SecurityPair): { readonly startOffset: number; readonly endOffset: number } {
  const at = vulnerable.indexOf(marked)
  const lineEnd = vulnerable.indexOf('\n', at)
  return { startOffset: vulnerable.lastIndexOf('\n', at) + 1, endOffset: lineEnd === -1 ? vulnerable.length : lineEnd }
}

/** By number where the pair has one, else by name. */
function namesWeakness({ ruleId }: Sink, { cwe, weakness }: SecurityPair): boolean {
  if (cwe !== undefined && sinkRules[ruleId].cwe.includes(cwe)) return true
  return ruleId.endsWith(`.${weakness}`)
}
