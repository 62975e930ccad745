// What llama.vscode 0.0.63 does with texts (src/completion.ts, src/utils.ts, src/lru-cache.ts of ggml-org/llama.vscode), bugs included.

export function withoutTrailingBlankLines(lines: readonly string[]): readonly string[] {
  let count = lines.length
  while (count > 0 && lines[count - 1]?.trim() === '') count -= 1
  return lines.slice(0, count)
}

export function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text)
}

/** `removeLeadingSpaces`: spaces up to a number, and all tabs, because `&&` binds closer than `||`. */
export function removeLeadingSpaces(text: string, most: number): string {
  let index = 0
  while ((index < text.length && index < most && text[index] === ' ') || text[index] === '\t') index += 1
  return text.slice(index)
}

/** Where a suggestion would stand: the document's lines, and what is left and right of the cursor. */
export interface Place {
  readonly lines: readonly string[]
  readonly line: number
  readonly linePrefix: string
  readonly lineSuffix: string
}

/** `shouldDiscardSuggestion`. Throws a RangeError where the original reads past the document's end. */
export function isDiscarded(lines: readonly string[], document: Place): boolean {
  const [first] = lines
  if (first === undefined || (lines.length === 1 && first.trim() === '')) return true
  const lastLine = document.lines.length - 1
  if (document.line === lastLine) return false
  const lineAt = (line: number): string => {
    const text = document.lines[line]
    if (text === undefined) throw new RangeError(`There is no line ${line}.`)
    return text
  }
  const continuesAs = (from: number) => lines.slice(1).every((line, index) => line === lineAt(from + index))
  const repeatsLine = first.trim() === '' || first.trim() === document.lineSuffix.trim()
  if (lines.length > 1 && repeatsLine && continuesAs(document.line + 1)) return true
  if (lines.length === 1 && first === document.lineSuffix) return true

  let below = document.line + 1
  while (below <= lastLine && lineAt(below).trim() === '') below += 1
  if (below > lastLine || document.linePrefix + first !== lineAt(below)) return false
  if (lines.length === 1) return true
  const second = lines[1] ?? ''
  if (lines.length === 2) return second === lineAt(below + 1).slice(0, second.length)
  return continuesAs(below + 1)
}

/** `updateSuggestion`. */
export function cutToLine(lines: readonly string[], lineSuffix: string): string {
  const [first = ''] = lines
  if (lineSuffix.trim() !== '') {
    if (first.endsWith(lineSuffix)) return first.slice(0, -lineSuffix.length)
    if (lines.length > 1) return first
  }
  return lines.join('\n')
}

/** The result cache: least recently used out, and answers found again while they are typed along. */
export class ResultCache {
  readonly #capacity: number
  readonly #answers = new Map<string, readonly string[]>()

  constructor(capacity = 250) {
    this.#capacity = capacity
  }

  get(prefix: string, suffix: string, prompt: string): readonly string[] | undefined {
    // The original hashes this text; the hash is one to one for what counts here.
    const key = `${prefix}|${suffix}|${prompt}`
    const answers = this.#answers.get(key)
    if (answers === undefined) return undefined
    this.#answers.delete(key)
    this.#answers.set(key, answers)
    return answers
  }

  put(prefix: string, suffix: string, prompt: string, answers: readonly string[]): void {
    const key = `${prefix}|${suffix}|${prompt}`
    this.#answers.delete(key)
    this.#answers.set(key, answers)
    if (this.#answers.size <= this.#capacity) return
    const [oldest] = this.#answers.keys()
    if (oldest !== undefined) this.#answers.delete(oldest)
  }

  /** `getCachedCompletion`: also answers to a shorter prompt that begin with what was typed since. */
  find(prefix: string, suffix: string, prompt: string): readonly string[] | undefined {
    const same = this.get(prefix, suffix, prompt)
    if (same !== undefined) return same
    for (let length = prompt.length; length >= 0; length -= 1) {
      const typed = prompt.slice(length)
      const found = this.get(prefix, suffix, prompt.slice(0, length))
        ?.filter((answer) => answer !== '' && answer.startsWith(typed))
        .map((answer) => answer.slice(typed.length))
      if (found !== undefined && found.length > 0) return found
    }
    return undefined
  }
}
