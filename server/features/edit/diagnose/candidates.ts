import type { CompilerFix, KnownNames } from '../../../context/compiler.ts'
import type { CodeUnit } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { editDistance, nearestNames } from '../../../context/spelling.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { declaredFields } from '../../review/alternatives/fields.ts'
import { findAlternatives } from '../../review/alternatives/find.ts'
import type { Candidate, Problem } from './problem.ts'

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu
/** More than every third character that differs is no slip of the keys. */
const mostDifferent = 1 / 3
const mostNearNames = 6

export function asCandidate({ startOffset, endOffset, newText, name }: CompilerFix): Candidate {
  return { startOffset, endOffset, newText, origin: 'compiler', compilerFix: name }
}

/** The single edits that a review tries, of all the function's code, and results of several lines that are not returned. */
export function alternativeCandidates(source: SourceText, tree: SyntaxTree, unit: CodeUnit): readonly Candidate[] {
  const alternatives = findAlternatives(source, tree, unit, declaredFields(tree))
  return [...alternatives, ...missingReturns(tree, unit)].map(({ startOffset, endOffset, newText }): Candidate => {
    return { startOffset, endOffset, newText, origin: 'alternative' }
  })
}

/** A value over several lines that ends a block. One of a single line is among the review's edits. */
function missingReturns(tree: SyntaxTree, unit: CodeUnit): readonly Omit<Candidate, 'origin'>[] {
  const found: Omit<Candidate, 'origin'>[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    if (cursor.endIndex <= unit.startOffset || cursor.startIndex >= unit.endOffset) return false
    if (cursor.nodeType !== 'expression_statement') return true
    const { currentNode: node } = cursor
    const isLast = node.parent?.lastNamedChild?.id === node.id && /block|body/.test(node.parent.type)
    if (isLast && node.startPosition.row !== node.endPosition.row)
      found.push({ startOffset: node.startIndex, endOffset: node.startIndex, newText: 'return ' })
    return true
  })
  return found
}

/** Where no compiler tells which names there are: those of the file that are spelled nearly like the one that is underlined. */
export function nearlySpelled({ text }: SourceText, { startOffset, endOffset }: Problem): readonly KnownNames[] {
  const underlined = text.slice(startOffset, endOffset)
  if (underlined.match(identifier)?.[0] !== underlined) return []
  const words = [...text.matchAll(identifier)].map(([word]) => word)
  const names = nearestNames(underlined, words, mostNearNames).filter((name) => isNear(underlined, name))
  return names.length === 0 ? [] : [{ startOffset, endOffset, names }]
}

function isNear(a: string, b: string): boolean {
  return editDistance(a.toLowerCase(), b.toLowerCase()) <= Math.max(1, Math.max(a.length, b.length) * mostDifferent)
}

/** Each change once; the first candidate that makes it stays. What changes nothing is left out. */
export function distinct({ text }: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  const byChange = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const key = changeOf(text, candidate)
    if (key !== undefined && !byChange.has(key)) byChange.set(key, candidate)
  }
  return [...byChange.values()]
}

/** What differs, without what the written and the new text have in common at both ends. */
function changeOf(text: string, { startOffset, endOffset, newText }: Candidate): string | undefined {
  const written = text.slice(startOffset, endOffset)
  if (written === newText) return undefined
  const shorter = Math.min(written.length, newText.length)
  let head = 0
  while (head < shorter && written[head] === newText[head]) head += 1
  let tail = 0
  while (tail < shorter - head && written.at(-1 - tail) === newText.at(-1 - tail)) tail += 1
  return `${startOffset + head} ${endOffset - tail} ${newText.slice(head, newText.length - tail)}`
}

/** The whole text with a candidate in it. */
export function resultOf(text: string, { startOffset, endOffset, newText }: Candidate): string {
  return text.slice(0, startOffset) + newText + text.slice(endOffset)
}
