import type { CorpusLanguage } from '../corpus.ts'
import type { Cut, HoleKind } from './hole.ts'

/** A text by its lines, with the places where completing them says something. */
export class CodeLines {
  readonly lines: readonly string[]
  readonly language: CorpusLanguage
  readonly #starts: readonly number[]

  constructor(text: string, language: CorpusLanguage) {
    this.lines = text.split('\n')
    this.language = language
    let start = 0
    this.#starts = this.lines.map((line) => {
      const own = start
      start += line.length + 1
      return own
    })
  }

  text(line: number): string {
    return this.lines[line] ?? ''
  }

  start(line: number): number {
    return this.#starts[line] ?? 0
  }

  /** Offset right after a line's last character that is no blank. */
  end(line: number): number {
    return this.start(line) + this.text(line).trimEnd().length
  }

  indentation(line: number): number {
    const text = this.text(line)
    return text.length - text.trimStart().length
  }

  /** Text about the code: in Python also strings that stand alone, which are its documentation. */
  isComment(line: number): boolean {
    const text = this.text(line).trim()
    return this.language === 'python' ? /^(#|[rfbu]*("""|'''))/i.test(text) : /^(\/\/|\/\*|\*)/.test(text)
  }

  /** Lines of code that a hole may be cut into: no comments, imports or text, long enough to say something, with room above. */
  codeLines(): readonly number[] {
    const quoted = this.#quotedLines()
    return this.lines.flatMap((text, line) => {
      const trimmed = text.trim()
      const fits = line >= linesAbove && line < this.lines.length - 2 && trimmed.length >= 12 && trimmed.length <= 100
      const isCode = !this.isComment(line) && !quoted.has(line) && !importLine.test(trimmed) && /\w/.test(trimmed)
      return fits && isCode ? [line] : []
    })
  }

  /** Lines within block comments, and within strings of several lines. */
  #quotedLines(): ReadonlySet<number> {
    const quoted = new Set<number>()
    let end: string | undefined
    for (const [line, text] of this.lines.entries()) {
      if (end !== undefined) {
        quoted.add(line)
        if (text.includes(end)) end = undefined
        continue
      }
      const open = openedBlock(text, this.language)
      if (open === undefined) continue
      quoted.add(line)
      end = open
    }
    return quoted
  }
}

const linesAbove = 20
const importLine = /^(import\b|from\s+\S+\s+import\b|export\s+(\*|\{|type\s+\{)|\}\s*from\b|(const|let|var)\s.*=\s*require\()/

/** What ends the comment or string of several lines that a line begins; undefined when it ends in the line, or there is none. */
function openedBlock(text: string, language: CorpusLanguage): string | undefined {
  if (language === 'python') return ['"""', "'''"].find((quote) => text.split(quote).length % 2 === 0)
  const comment = text.lastIndexOf('/*')
  if (comment >= 0 && !text.includes('*/', comment)) return '*/'
  return text.split('`').length % 2 === 0 ? '`' : undefined
}

/** All places of a file for one kind of hole; those of `crossFile` are found by its imports. */
export function cutsOf(kind: Exclude<HoleKind, 'crossFile'>, code: CodeLines, random: () => number): readonly Cut[] {
  switch (kind) {
    case 'arbitrary':
      return code.codeLines().map((line) => {
        const first = code.start(line) + code.indentation(line) + 1
        return { start: first + Math.floor(random() * (code.end(line) - first)), end: code.end(line) }
      })
    case 'lineEnd':
      return code.codeLines().map((line) => wholeLine(code, line))
    case 'commentAbove':
      return code
        .codeLines()
        .filter((line) => code.isComment(line - 1))
        .map((line) => wholeLine(code, line))
    case 'insideIdentifier':
      return code.codeLines().flatMap((line) => insideIdentifiers(code, line, random))
    case 'insideCall':
      return code.codeLines().flatMap((line) => insideCalls(code, line))
    case 'emptyBlock':
      return code.lines.flatMap((_, line) => (line >= linesAbove ? emptyBlock(code, line) : []))
  }
}

function wholeLine(code: CodeLines, line: number): Cut {
  return { start: code.start(line) + code.indentation(line), end: code.end(line) }
}

function insideIdentifiers(code: CodeLines, line: number, random: () => number): readonly Cut[] {
  return [...code.text(line).matchAll(/[A-Za-z_$][\w$]{3,}/g)].flatMap(({ index, 0: name }) => {
    const start = code.start(line) + index + 1 + Math.floor(random() * (name.length - 1))
    return code.end(line) - start >= 4 ? [{ start, end: code.end(line) }] : []
  })
}

/** Calls of one line that end it, but for `;` or a comma: what follows the bracket is still to be typed, too. */
function insideCalls(code: CodeLines, line: number): readonly Cut[] {
  const text = code.text(line).trimEnd()
  const close = text.replace(/[;,]$/, '').length - 1
  const open = text[close] === ')' ? matchingOpen(text, close) : undefined
  if (open === undefined || !/[\w$]\($/.test(text.slice(0, open + 1)) || /\b(function|if|for|while|def|class)\b/.test(text))
    return []
  const inside = text.slice(open + 1, close)
  const places = [0, ...[...inside.matchAll(/,\s/g)].map((comma) => comma.index + 2)]
  return places
    .filter((place) => inside.length - place >= 3)
    .map((place) => ({
      start: code.start(line) + open + 1 + place,
      end: code.end(line),
      closer: ')',
      expected: inside.slice(place),
    }))
}

function matchingOpen(text: string, close: number): number | undefined {
  let depth = 0
  for (let index = close; index >= 0; index -= 1) {
    if (text[index] === ')') depth += 1
    if (text[index] === '(') depth -= 1
    if (depth === 0) return index
  }
  return undefined
}

const blockHeads: Readonly<Record<CorpusLanguage, RegExp>> = {
  typescript: /(\)(:\s*[^{}]+)?|=>|else|try)\s*\{$/,
  javascript: /(\)|=>|else|try)\s*\{$/,
  python: /^\s*(async\s+)?(def|for|while|with|if|elif|else|try|except|finally)\b.*:$/,
}
const longestBody = 8

function emptyBlock(code: CodeLines, head: number): readonly Cut[] {
  if (code.isComment(head) || !blockHeads[code.language].test(code.text(head).trimEnd())) return []
  const outer = code.indentation(head)
  let last = head
  while (code.text(last + 1).trim() !== '' && code.indentation(last + 1) > outer) last += 1
  const count = last - head
  const below = code.text(last + 1).trim()
  const closed = code.language === 'python' ? code.indentation(last + 1) <= outer : below.startsWith('}')
  if (count === 0 || count > longestBody || !closed || code.isComment(head + 1)) return []
  const cut = { start: code.start(head + 1) + code.indentation(head + 1), end: code.end(last) }
  return cut.end - cut.start >= 12 ? [cut] : []
}
