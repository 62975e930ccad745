import type { SourceText } from '../../../context/source.ts'
import type { Candidate, Problem } from './problem.ts'

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu
/** Words of code that say nothing of what an error is about. */
const common: ReadonlySet<string> = new Set([
  ...['const', 'let', 'var', 'return', 'if', 'else', 'for', 'while', 'await', 'async', 'function', 'this', 'new', 'typeof'],
  ...['undefined', 'null', 'true', 'false', 'as', 'in', 'of', 'self', 'None', 'True', 'False', 'def', 'not', 'and', 'or', 'is'],
])

/** 0: within what is underlined. 1: on its lines. 2: on a line that has a name in common with it, or gives the result. 3: elsewhere. */
export type Relevance = 0 | 1 | 2 | 3

/** How near an edit is to an error: what is wrong stands mostly where the error is shown, else where its names get their values or types. */
export function relevanceTo(source: SourceText, problem: Problem): (candidate: Candidate) => Relevance {
  const { startOffset, endOffset, message } = problem
  const lineOf = (offset: number) => source.positionAt(offset).line
  const [firstLine, lastLine] = [lineOf(startOffset), lineOf(endOffset)]
  const quoted = [...message.matchAll(/['"`]([^'"`]{1,40})['"`]/g)].flatMap(([, name = '']) => name.match(identifier) ?? [])
  const underlined = source.text.slice(startOffset, endOffset).match(identifier) ?? []
  const names = new Set([...underlined, ...quoted].filter((name) => !common.has(name)))
  const isAboutResult = /\breturn|\bvoid\b|never/i.test(message)
  return (candidate) => {
    if (candidate.startOffset <= endOffset && startOffset <= candidate.endOffset) return 0
    const line = lineOf(candidate.startOffset)
    if (line >= firstLine && line <= lastLine) return 1
    const words = source.lineText(line).match(identifier) ?? []
    const isReturn = isAboutResult && /^\s*return\b|=>|\breturn\b/.test(source.lineText(line) + candidate.newText)
    return isReturn || words.some((word) => names.has(word)) ? 2 : 3
  }
}
