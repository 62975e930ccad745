import type { CodeUnit } from '../../context/functions.ts'
import { languageOf } from '../../context/languages.ts'
import type { SourceText } from '../../context/source.ts'

/** Whole lines of context around a unit. More costs time and tells a small model little. */
const linesBefore = 16
const linesAfter = 6
const headerLines = 10
/** Longer lines are data or generated. */
const longestShown = 300

export interface Around {
  /** The file's first lines, and those in front of the unit. */
  readonly header: string
  readonly above: string
  readonly after: string
}

/** A line within a function that prompts of other units leave out. */
interface Hidden {
  readonly within: string
  /** Stands for all the lines of the function that are left out; empty for every line but the first of them. */
  readonly text: string
}

/**
 * What a file's text shows around each of its units. Of other functions only where they begin and end: what they do is told by their names,
 * a mistake in them is no example to follow, and an edit within them leaves what was found elsewhere as it is.
 */
export class Surroundings {
  readonly #source: SourceText
  readonly #hidden: ReadonlyMap<number, Hidden>

  constructor(source: SourceText, units: readonly CodeUnit[]) {
    this.#source = source
    this.#hidden = new Map(units.flatMap((unit) => [...hiddenIn(source, unit)]))
  }

  around({ name, startLine, endLine }: CodeUnit): Around {
    const above: string[] = []
    let first = startLine
    while (first > 0 && above.length < linesBefore) {
      first -= 1
      above.unshift(...this.#shown(first, name))
    }
    const header: string[] = []
    for (let line = 0; line < first && header.length < headerLines; line += 1) header.push(...this.#shown(line, name))
    const after: string[] = []
    for (let line = endLine; line < this.#source.lineCount && after.length < linesAfter; line += 1)
      after.push(...this.#shown(line, name))
    return { header: header.join(''), above: above.join(''), after: after.join('') }
  }

  /** The line with its line end; nothing where it is left out. A part of a longer function shows the other parts. */
  #shown(line: number, name: string): readonly string[] {
    const hidden = this.#hidden.get(line)
    if (hidden !== undefined && hidden.within !== name) return hidden.text === '' ? [] : [hidden.text]
    const text = lineOf(this.#source, line)
    return text.length > longestShown ? [] : [text]
  }
}

function* hiddenIn(source: SourceText, { kind, name, startLine, endLine }: CodeUnit): Generator<readonly [number, Hidden]> {
  if (kind !== 'function') return
  const closes = /^\s*[)\]}]/.test(lineOf(source, endLine - 1))
  const end = closes ? endLine - 1 : endLine
  if (end - startLine < 2) return
  const [indentation = ''] = /^[^\S\n]*/.exec(lineOf(source, startLine + 1)) ?? []
  const comment = languageOf(source.languageId)?.lineComment ?? ''
  for (let line = startLine + 1; line < end; line += 1)
    yield [line, { within: name, text: line === startLine + 1 ? `${indentation}${comment} ...${source.lineEnd}` : '' }]
}

function lineOf(source: SourceText, line: number): string {
  return source.text.slice(source.lineStart(line), source.lineStart(line + 1))
}
