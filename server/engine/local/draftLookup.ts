import type { Token } from 'node-llama-cpp'

/** Tokens that may come next, and how much of what was written last led to them. */
export interface Draft {
  readonly tokens: readonly Token[]
  /** How many of the last tokens stand in front of the place that the draft was taken from; 0 where it goes on after a difference. */
  readonly matched: number
}

/** Shorter matches are chance: `, ` and `(` stand everywhere. */
const shortestMatch = 3
/** Longer matches say nothing more. */
const longestMatch = 24
/** Places looked at for each draft, the newest first. */
const mostPlaces = 24
/** Stands between texts, so that no match and no draft reaches from one into the next. */
const border = -1

/**
 * Finds what may come next in what is known already: code repeats itself, and an edit of code repeats what it edits (prompt lookup
 * decoding, github.com/apoorvumang/prompt-lookup-decoding). Where the text differed from its model by one token it goes on after that
 * token, and expects the same difference again: a renamed variable is renamed throughout.
 */
export class DraftLookup {
  readonly #tokens: number[] = []
  /** Where each run of `shortestMatch` tokens ends. */
  readonly #ends = new Map<string, number[]>()
  /** What was written in place of a token of a draft. */
  readonly #instead = new Map<number, number>()
  /** The place that the last draft was taken from, and its tokens as they stand there. */
  #source: { readonly start: number; readonly drafted: readonly Token[] } | undefined
  /** Where the text that is followed goes on, after one token that differed. */
  #resume: number | undefined

  /** `known`: older answers and other texts; `text`: what stands before the next token. */
  constructor(known: readonly (readonly Token[])[], text: readonly Token[]) {
    for (const tokens of known) {
      for (const token of tokens) this.#push(token)
      this.#push(border)
    }
    for (const token of text) this.#push(token)
  }

  /** What may come next, at most `mostTokens`; undefined where nothing alike is known. */
  draft(mostTokens: number): Draft | undefined {
    const last = this.#tokens.length - 1
    const found = this.#longestMatch(last)
    const start = found === undefined ? this.#resume : found.end + 1
    this.#source = undefined
    if (start === undefined) return undefined
    const drafted = this.#from(start, mostTokens)
    if (drafted.length === 0) return undefined
    this.#source = { start, drafted }
    return { tokens: drafted.map((token) => (this.#instead.get(token) ?? token) as Token), matched: found?.matched ?? 0 }
  }

  /** The text goes on with these tokens, of which all but the last were drafted where `drafted` tokens of the draft were checked. */
  wrote(tokens: readonly Token[], drafted: number): void {
    for (const token of tokens) this.#push(token)
    const differing = tokens.length - 1
    this.#resume = undefined
    if (this.#source === undefined || drafted === 0) return
    const next = this.#source.start + tokens.length
    if (differing < drafted) {
      const expected = this.#source.drafted[differing] as number
      const instead = tokens.at(-1) as number
      if (instead === expected) this.#instead.delete(expected)
      else this.#instead.set(expected, instead)
    }
    this.#resume = next
  }

  #push(token: number): void {
    this.#tokens.push(token)
    const end = this.#tokens.length - 1
    const key = this.#key(end)
    if (key === undefined) return
    const places = this.#ends.get(key)
    if (places === undefined) this.#ends.set(key, [end])
    else places.push(end)
  }

  #key(end: number): string | undefined {
    const run = this.#tokens.slice(Math.max(0, end - shortestMatch + 1), end + 1)
    return run.length < shortestMatch || run.includes(border) ? undefined : run.join(' ')
  }

  #longestMatch(last: number): { readonly end: number; readonly matched: number } | undefined {
    const places = this.#ends.get(this.#key(last) ?? '') ?? []
    let best: { readonly end: number; readonly matched: number } | undefined
    for (const end of places.slice(-mostPlaces).reverse()) {
      if (end === last) continue
      const matched = this.#matchLength(end, last)
      if (matched > (best?.matched ?? 0) && this.#tokens[end + 1] !== border) best = { end, matched }
    }
    return best
  }

  #matchLength(end: number, last: number): number {
    let length = 0
    while (length < longestMatch && end - length >= 0) {
      const token = this.#tokens[end - length] as number
      const written = this.#tokens[last - length]
      if (token === border || (token !== written && this.#instead.get(token) !== written)) break
      length += 1
    }
    return length
  }

  #from(start: number, mostTokens: number): readonly Token[] {
    const following = this.#tokens.slice(start, start + mostTokens)
    const borderAt = following.indexOf(border)
    return (borderAt < 0 ? following : following.slice(0, borderAt)) as Token[]
  }
}
