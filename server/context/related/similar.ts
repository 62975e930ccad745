import { languageOf } from '../languages.ts'
import type { SourceText } from '../source.ts'
import type { OpenFile } from './visibleFiles.ts'
import { linesAround, tellingWords, textWithoutWordAt } from './words.ts'

/** A stretch of lines that resembles the text at the cursor. */
export interface SimilarWindow {
  readonly path: string
  /** Zero-based. */
  readonly startLine: number
  /** With `\n` as line end. */
  readonly text: string
}

export interface SimilarAsk {
  readonly path: string
  readonly source: SourceText
  readonly offset: number
  readonly others: readonly OpenFile[]
}

const windowLines = 30
const windowStep = 10
const most = 2
/** Share of common identifiers from which on a window helps; below it, texts of one project have that much in common anyway. */
const leastSimilarity = 0.2
/** A window of the same file that is so similar to the text at the cursor only repeats it. */
const mostSimilarityHere = 0.55
/** The prompt shows the file itself around the cursor. Lines. */
const shownAnyway = 100
const fewestWords = 6
/** Lines of the text at the cursor above and below the cursor's step of lines: about 40 in all. */
const cursorLines = { above: 12, below: 12 }
/** A place is looked at again when it has so many words more or less. */
const wordStep = 8
const mostRemembered = 50

interface Window {
  readonly startLine: number
  readonly words: ReadonlySet<string>
}

interface Remembered {
  readonly key: readonly (string | number)[]
  readonly windows: readonly SimilarWindow[]
}

/** Finds code that resembles the text at the cursor, and stays with it while the user types at one place. */
export class SimilarCode {
  readonly #windows = new WeakMap<SourceText, readonly Window[]>()
  readonly #remembered = new Map<string, Remembered>()

  /** At most two windows, the most similar first. `others` are in the order of preference. */
  find(ask: SimilarAsk): readonly SimilarWindow[] {
    const { path, source, offset, others } = ask
    const lines = linesAround(source, offset, cursorLines.above, cursorLines.below)
    const words = new Set(tellingWords(textWithoutWordAt(source, lines, offset), source.languageId))
    const key = [lines.from, Math.round(words.size / wordStep), ...others.flatMap((each) => [each.path, each.source.text])]
    const known = this.#remembered.get(path)
    if (known !== undefined && sameKey(known.key, key)) return known.windows
    const windows = words.size < fewestWords ? [] : this.#search(ask, words)
    this.#remembered.delete(path)
    this.#remembered.set(path, { key, windows })
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > mostRemembered && oldest !== undefined) this.#remembered.delete(oldest)
    return windows
  }

  #search(ask: SimilarAsk, words: ReadonlySet<string>): readonly SimilarWindow[] {
    const cursorLine = ask.source.positionAt(ask.offset).line
    const candidates = [{ path: ask.path, source: ask.source }, ...ask.others].flatMap(({ path, source }, order) => {
      if (family(source.languageId) !== family(ask.source.languageId)) return []
      const isHere = order === 0
      return this.#windowsOf(source).flatMap(({ startLine, words: there }) => {
        const similarity = jaccard(words, there)
        if (similarity < leastSimilarity) return []
        const isNear = startLine < cursorLine + shownAnyway && startLine + windowLines > cursorLine - shownAnyway
        return isHere && (isNear || similarity > mostSimilarityHere) ? [] : [{ path, source, startLine, similarity, order }]
      })
    })
    candidates.sort((a, b) => b.similarity - a.similarity || a.order - b.order || a.startLine - b.startLine)
    const chosen: typeof candidates = []
    for (const each of candidates) {
      const overlaps = chosen.some(
        ({ path, startLine }) => path === each.path && Math.abs(startLine - each.startLine) < windowLines,
      )
      if (!overlaps && chosen.length < most) chosen.push(each)
    }
    return chosen.map(({ path, source, startLine }) => ({ path, startLine, text: windowText(source, startLine) }))
  }

  #windowsOf(source: SourceText): readonly Window[] {
    const known = this.#windows.get(source) ?? windowsOf(source)
    this.#windows.set(source, known)
    return known
  }
}

function windowsOf(source: SourceText): readonly Window[] {
  const byLine = Array.from({ length: source.lineCount }, (_, line) => tellingWords(source.lineText(line), source.languageId))
  const windows: Window[] = []
  for (let startLine = 0; startLine === 0 || startLine + windowLines - windowStep < source.lineCount; startLine += windowStep) {
    windows.push({ startLine, words: new Set(byLine.slice(startLine, startLine + windowLines).flat()) })
  }
  return windows
}

function windowText(source: SourceText, startLine: number): string {
  const length = Math.min(windowLines, source.lineCount - startLine)
  const lines = Array.from({ length }, (_, index) => source.lineText(startLine + index))
  return lines.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '')
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return common === 0 ? 0 : common / (a.size + b.size - common)
}

/** Languages whose code may serve as an example for one another. */
function family(languageId: string): string {
  const grammar = languageOf(languageId)?.grammar ?? languageId
  return grammar === 'tsx' || grammar === 'javascript' ? 'typescript' : grammar
}

const sameKey = (a: Remembered['key'], b: Remembered['key']) =>
  a.length === b.length && a.every((part, index) => part === b[index])
