import { type CodeUnit, codeUnits } from '../../../context/functions.ts'
import { generatedReason } from '../../../context/generated.ts'
import type { SyntaxParser } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { countSyntaxErrors } from '../../../context/syntaxErrors.ts'
import type { MutationKind } from '../alternatives/alternative.ts'
import { exactHash } from '../fingerprint.ts'
import { longestLine } from '../passage.ts'
import { type FaultyFunction, withFault } from './faults.ts'

/** A function as it is written, taken for correct, and with a fault. */
export interface FunctionPair {
  readonly source: SourceText
  readonly unit: CodeUnit
  readonly faulty: FaultyFunction
}

/** Shorter ones have little to mistake, longer ones would take the time of several. */
const fewestLines = 4
const mostLines = 60

/**
 * Functions of these texts with a fault each, up to `count`, a file's in an order that follows from their text alone: the same files give the
 * same functions wherever they lie. `mostOfFile`: no file gives more of them.
 */
export async function* functionPairs(
  texts: AsyncIterable<SourceText>,
  { count, mostOfFile }: { readonly count: number; readonly mostOfFile: number },
  parser: SyntaxParser,
): AsyncGenerator<FunctionPair> {
  const counts = new Map<MutationKind, number>()
  let given = 0
  for await (const source of texts) {
    if (given >= count) return
    if (generatedReason(source) !== undefined) continue
    const tree = await parser.parse(source)
    try {
      if (tree === undefined || countSyntaxErrors(tree) > 0) continue
      let ofFile = 0
      for (const unit of inSomeOrder(source, codeUnits(source, tree).filter(isUsable(source)))) {
        if (given >= count || ofFile >= mostOfFile) break
        const faulty = await withFault(source, tree, unit, counts, parser)
        if (faulty === undefined) continue
        counts.set(faulty.kind, (counts.get(faulty.kind) ?? 0) + 1)
        given += 1
        ofFile += 1
        yield { source, unit, faulty }
      }
    } finally {
      tree?.dispose()
    }
  }
}

function isUsable(source: SourceText): (unit: CodeUnit) => boolean {
  return ({ kind, startLine, endLine, startOffset, endOffset }) =>
    kind === 'function' &&
    endLine - startLine >= fewestLines &&
    endLine - startLine <= mostLines &&
    source.text
      .slice(startOffset, endOffset)
      .split('\n')
      .every((line) => line.length <= longestLine)
}

function inSomeOrder({ text }: SourceText, units: readonly CodeUnit[]): readonly CodeUnit[] {
  const order = ({ startOffset, endOffset }: CodeUnit) => exactHash(text.slice(startOffset, endOffset))
  return units
    .map((unit) => ({ unit, order: order(unit) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ unit }) => unit)
}
