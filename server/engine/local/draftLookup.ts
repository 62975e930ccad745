import type { Token } from 'node-llama-cpp'

/** Tokens that may come next, and how much of what was written last led to them. */
export interface Draft {
  readonly tokens: readonly Token[]
  /** How many of the last tokens stand in front of the place that the draft was taken from. */
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
 * decoding, github.com/apoorvumang/prompt-lookup-decoding). Where the text differs from what it follows by a token more, less or another, one
 * token in common is enough to go on; and a token that was replaced is expected to be replaced again: a renamed variable is renamed
 * throughout.
 */
export class DraftLookup {
  readonly #tokens: number[] = []
  /** Where each run of `shortestMatch` tokens ends. */
  readonly #ends = new Map<string, number[]>()
  /** What was written in place of a token of a draft. */
  readonly #instead = new Map<number, number>()
  /** The place that the last draft was taken from, and its tokens as they stand there. */
  #source: { readonly start: number; readonly drafted: readonly Token[] } | undefined
  /** Where the text that was followed may go on after a difference, as far as what was written since agrees. */
  #resumes: readonly number[] = []
  /** Tokens that agree since the difference. */
  #resumed = 0

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
    const start = found === undefined ? this.#resumes[0] : found.end + 1
    const matched = found?.matched ?? this.#resumed
    this.#source = undefined
    if (start === undefined || matched === 0) return undefined
    const drafted = this.#from(start, mostTokens)
    if (drafted.length === 0) return undefined
    this.#source = { start, drafted }
    return { tokens: drafted.map((token) => (this.#instead.get(token) ?? token) as Token), matched }
  }

  /** The text goes on with these tokens; all but the last are the beginning of the draft where `drafted` of its tokens were checked. */
  wrote(tokens: readonly Token[], drafted: number): void {
    for (const token of tokens) this.#push(token)
    const source = drafted === 0 ? undefined : this.#source
    if (source === undefined) {
      this.#follow(tokens)
      return
    }
    const differing = tokens.length - 1
    const next = source.start + tokens.length
    this.#resumed = differing < drafted ? 0 : tokens.length
    // One token more, another one, or one less than in the text that is followed.
    this.#resumes = differing < drafted ? [next, next - 1, next + 1] : [next]
    if (differing < drafted) this.#compare(source.drafted[differing] as number, tokens.at(-1) as number)
  }

  /** Written without a draft: the places that this does not agree with are none to go on from. */
  #follow(tokens: readonly number[]): void {
    for (const token of tokens) {
      const agreeing = this.#resumes.filter((place) => this.#isAt(place, token))
      this.#resumes = agreeing.map((place) => place + 1)
      this.#resumed = agreeing.length === 0 ? 0 : this.#resumed + 1
    }
  }

  #compare(expected: number, written: number): void {
    if (written === expected) this.#instead.delete(expected)
    else this.#instead.set(expected, written)
  }

  #isAt(place: number, written: number): boolean {
    const token = this.#tokens[place]
    return token !== undefined && token !== border && (token === written || this.#instead.get(token) === written)
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
      if (!this.#isAt(end - length, this.#tokens[last - length] as number)) break
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
