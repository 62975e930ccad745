import type { SourceText } from '../../../context/source.ts'
import { isMark } from './prompts.ts'
import { inStyleOf } from './style.ts'
import { type EditTarget, indentationOf } from './target.ts'

/**
 * The new lines out of what a model wrote for a target: without the fence of Markdown, as deep as the old lines, without the code around them,
 * which models like to repeat, and with the file's line ends. Undefined where nothing is left.
 */
export function newLines(answer: string, target: EditTarget, source: SourceText): string | undefined {
  const code = withoutFence(answer.replaceAll(/\r\n?/g, '\n'))
  const own = new Set(target.text.split('\n').map((line) => line.trim()))
  const unmarked = code.split('\n').filter((line) => own.has(line.trim()) || !isMark(line, source))
  const trimmed = withoutSurroundings(withoutBlankEdges(unmarked), target, source)
  const lines = movedTo(trimmed, target.indentation).map((line) => line.trimEnd())
  if (lines.every((line) => line === '')) return undefined
  return setOff(inStyleOf(source, lines), target, source).join(source.lineEnd)
}

/** Several lines that are put on an empty place stand apart from the code around them, unless they go into the block that it opens. */
function setOff(lines: readonly string[], { text, startLine, indentation }: EditTarget, source: SourceText): readonly string[] {
  if (text !== '' || lines.length < 2) return lines
  const isBeside = (line: string) => line.trim() !== '' && indentationOf(line) === indentation
  const above = startLine > 0 && isBeside(source.lineText(startLine - 1)) ? [''] : []
  const below = startLine + 1 < source.lineCount && isBeside(source.lineText(startLine + 1)) ? [''] : []
  return [...above, ...lines, ...below]
}

/** What stands in the first code block; all of it where there is none. A block that does not end goes to the end. */
function withoutFence(answer: string): string {
  const open = /^[^\S\n]*```[^\n]*\n/m.exec(answer)
  if (open === null) return answer.replace(/\n[^\S\n]*```[\s\S]*$/, '')
  const rest = answer.slice(open.index + open[0].length)
  const close = /^[^\S\n]*```/m.exec(rest)
  return close === null ? rest : rest.slice(0, close.index)
}

function withoutBlankEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first, last + 1)
}

/**
 * Without the lines in front of the target at the beginning and those after it at the end. A single line counts only where it is longer than
 * a bracket: `}` may well be the answer's own.
 */
function withoutSurroundings(lines: readonly string[], target: EditTarget, source: SourceText): readonly string[] {
  const own = new Set(target.text.split('\n').map((line) => line.trim()))
  const above = neighbours(source, target.startLine, -1)
  const below = neighbours(source, target.lastLine, 1)
  const first = repeated(lines, above.toReversed(), own)
  const after = lines.findIndex((line, index) => index > first && goesOnBelow(line, lines[index + 1], below, own))
  if (after >= 0) return withoutBlankEdges(lines.slice(first, after))
  // Who begins with the lines above ends with those below, be it only the bracket that closes them.
  const closes = first > 0 && lines.at(-1)?.trim() === below[0]
  return withoutBlankEdges(lines.slice(first, closes ? -1 : undefined))
}

const compared = 8

function neighbours(source: SourceText, from: number, step: 1 | -1): readonly string[] {
  const lines: string[] = []
  for (let line = from + step; line >= 0 && line < source.lineCount && lines.length < compared; line += step) {
    const text = source.lineText(line).trim()
    if (text !== '') lines.push(text)
  }
  return lines
}

/** How many of the first lines are the last ones of `above`. */
function repeated(lines: readonly string[], above: readonly string[], own: ReadonlySet<string>): number {
  const first = lines[0]?.trim() ?? ''
  const at = above.lastIndexOf(first)
  if (at < 0 || own.has(first) || isShort(first)) return 0
  let [index, line] = [at, 0]
  while (index < above.length && line < lines.length) {
    const text = lines[line]?.trim() ?? ''
    if (text !== '' && text !== above[index]) return 0
    if (text !== '') index += 1
    line += 1
  }
  return index === above.length ? line : 0
}

function goesOnBelow(line: string, next: string | undefined, below: readonly string[], own: ReadonlySet<string>): boolean {
  const text = line.trim()
  const [first, second] = below
  if (first === undefined || text !== first || own.has(text)) return false
  return !isShort(text) || (second !== undefined && next?.trim() === second)
}

function isShort(text: string): boolean {
  return text.length < 6
}

/** Lines that begin as deep as `indentation`, each as much deeper than the first one as it was. */
function movedTo(lines: readonly string[], indentation: string): readonly string[] {
  const base = indentationOf(lines[0] ?? '')
  return lines.map((line) => {
    if (line.trim() === '') return ''
    const own = indentationOf(line)
    return indentation + (own.startsWith(base) ? own.slice(base.length) : '') + line.trimStart()
  })
}
