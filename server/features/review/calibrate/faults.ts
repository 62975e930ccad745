import { basename } from 'node:path'
import { type CodeUnit, codeUnits } from '../../../context/functions.ts'
import type { SyntaxParser, SyntaxTree } from '../../../context/parser.ts'
import { SourceText } from '../../../context/source.ts'
import { countSyntaxErrors } from '../../../context/syntaxErrors.ts'
import type { Alternative, MutationKind } from '../alternatives/alternative.ts'
import { declaredFields } from '../alternatives/fields.ts'
import { findAlternatives } from '../alternatives/find.ts'
import { exactHash } from '../fingerprint.ts'

/** A function with one edit that makes it wrong. */
export interface FaultyFunction {
  readonly source: SourceText
  readonly unit: CodeUnit
  readonly kind: MutationKind
  /** Line of the file that has the fault. */
  readonly line: number
}

/** So many edits are tried before a function is given up; each costs a parse. */
const mostTries = 8

/**
 * Puts a fault into a function: an alternative of what is written, so that the written text is its mend. Only faults whose mend is an
 * alternative of the faulty text count; others could not be found. Kinds that `counts` has seen least come first; which edit of a kind is
 * taken follows from its hash, so that the same file always gets the same faults, wherever it lies. `undefined`: the function has no place
 * for one.
 */
export async function withFault(
  source: SourceText,
  tree: SyntaxTree,
  unit: CodeUnit,
  counts: ReadonlyMap<MutationKind, number>,
  parser: SyntaxParser,
): Promise<FaultyFunction | undefined> {
  const file = basename(source.path)
  const order = (edit: Alternative) => exactHash(JSON.stringify([file, edit.startOffset, edit.newText]))
  const edits = findAlternatives(source, tree, unit, declaredFields(tree))
    .filter(({ newText }) => !newText.includes('\n'))
    .map((edit) => ({ edit, count: counts.get(edit.kind) ?? 0, order: order(edit) }))
    .toSorted((a, b) => a.count - b.count || (a.order < b.order ? -1 : 1))
  for (const { edit } of edits.slice(0, mostTries)) {
    const faulty = await faultyFunction(source, unit, edit, parser)
    if (faulty !== undefined) return faulty
  }
  return undefined
}

async function faultyFunction(
  { path, languageId, text }: SourceText,
  { startOffset: unitStart }: CodeUnit,
  { kind, startOffset, endOffset, newText }: Alternative,
  parser: SyntaxParser,
): Promise<FaultyFunction | undefined> {
  const source = new SourceText(path, languageId, text.slice(0, startOffset) + newText + text.slice(endOffset))
  const tree = await parser.parse(source)
  try {
    if (tree === undefined || countSyntaxErrors(tree) > 0) return undefined
    const unit = codeUnits(source, tree).find((each) => each.kind === 'function' && each.startOffset === unitStart)
    if (unit === undefined) return undefined
    const isMend = (mend: Alternative) =>
      source.text.slice(0, mend.startOffset) + mend.newText + source.text.slice(mend.endOffset) === text
    if (!findAlternatives(source, tree, unit, declaredFields(tree)).some(isMend)) return undefined
    return { source, unit, kind, line: source.positionAt(startOffset).line }
  } finally {
    tree?.dispose()
  }
}
