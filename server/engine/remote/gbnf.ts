/** Gives the places where a text can end that begins at a place. */
type Matcher = (text: string, from: number) => ReadonlySet<number>

/**
 * Reads a GBNF grammar (llama.cpp, grammars/README.md), for servers that hold no answer to one: what it gives takes the part of a text that follows the root
 * rule, from the first line on that begins such a part, as long as can be; undefined where there is none. Throws a SyntaxError where the text is no grammar.
 */
export function grammarReader(grammar: string): (text: string) => string | undefined {
  const rules = new Map<string, Matcher>()
  const reader = new Reader(grammar, (name) => (text, from) => rules.get(name)?.(text, from) ?? new Set())
  for (const [name, matcher] of reader.rules()) rules.set(name, matcher)
  const root = rules.get('root')
  if (root === undefined) throw new SyntaxError('a grammar has a rule named root')
  return (text) => {
    for (const start of lineStarts(text)) {
      const end = Math.max(...root(text, start), -1)
      if (end > start) return text.slice(start, end)
    }
    return undefined
  }
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

class Reader {
  readonly #grammar: string
  readonly #rule: (name: string) => Matcher
  #at = 0

  /** `rule` gives the matcher of a rule that may be read later. */
  constructor(grammar: string, rule: (name: string) => Matcher) {
    this.#grammar = grammar
    this.#rule = rule
  }

  *rules(): Generator<readonly [string, Matcher]> {
    for (this.#take(/\s*/y); this.#at < this.#grammar.length; this.#take(/\s*/y)) {
      const name = this.#need(/([\w-]+)\s*::=\s*/y, 1)
      yield [name, this.#alternatives()]
    }
  }

  #alternatives(): Matcher {
    const choices = [this.#sequence()]
    while (this.#take(/\s*\|\s*/y) !== undefined) choices.push(this.#sequence())
    return (text, from) => new Set(choices.flatMap((choice) => [...choice(text, from)]))
  }

  #sequence(): Matcher {
    const parts: Matcher[] = []
    for (let part = this.#repeated(); part !== undefined; part = this.#repeated()) parts.push(part)
    return (text, from) => parts.reduce((places, part) => after(part, text, places), new Set([from]))
  }

  #repeated(): Matcher | undefined {
    this.#take(/[ \t]*/y)
    const part = this.#part()
    if (part === undefined) return undefined
    const sign = this.#take(/[?*+]|\{\d*(?:,\d*)?\}/y)
    if (sign === undefined) return part
    const [least, most] = bounds(sign)
    return (text, from) => repeat(part, text, from, least, most)
  }

  #part(): Matcher | undefined {
    const literal = this.#take(/"(?:[^"\\]|\\.)*"/y)
    if (literal !== undefined) {
      const wanted = unescaped(literal.slice(1, -1))
      return (text, from) => new Set(text.startsWith(wanted, from) ? [from + wanted.length] : [])
    }
    const set = this.#take(/\[(?:[^\]\\]|\\.)*\]/y)
    if (set !== undefined) return oneOf(set)
    if (this.#take(/\(\s*/y) !== undefined) {
      const inner = this.#alternatives()
      this.#need(/\s*\)/y)
      return inner
    }
    // A name that begins the next rule is no part of this one.
    const name = this.#take(/[\w-]+(?!\s*::=)(?![\w-])/y)
    return name === undefined ? undefined : this.#rule(name)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#grammar)
    if (found !== null) this.#at = pattern.lastIndex
    return found?.[0]
  }

  #need(pattern: RegExp, group = 0): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#grammar)
    if (found === null) throw new SyntaxError(`a grammar goes on otherwise at ${this.#at}`)
    this.#at = pattern.lastIndex
    return found[group] ?? ''
  }
}

function after(part: Matcher, text: string, places: ReadonlySet<number>): Set<number> {
  return new Set([...places].flatMap((place) => [...part(text, place)]))
}

function repeat(part: Matcher, text: string, from: number, least: number, most: number): ReadonlySet<number> {
  const reached = new Set<number>(least === 0 ? [from] : [])
  let places: ReadonlySet<number> = new Set([from])
  for (let times = 1; times <= most && places.size > 0; times += 1) {
    const next = [...after(part, text, places)]
    // Past the least number of times, a place that was reached before leads nowhere new.
    places = new Set(times < least ? next : next.filter((place) => !reached.has(place)))
    if (times >= least) for (const place of places) reached.add(place)
  }
  return reached
}

function bounds(sign: string): readonly [number, number] {
  if (sign === '?') return [0, 1]
  if (sign === '*') return [0, Number.POSITIVE_INFINITY]
  if (sign === '+') return [1, Number.POSITIVE_INFINITY]
  const [least = '', most = least] = sign.slice(1, -1).split(',')
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
}

function oneOf(set: string): Matcher {
  // GBNF's sets are those of regular expressions but for the length of some code points.
  const pattern = new RegExp(
    set.replace(/\\U([0-9A-Fa-f]{8})/g, (_, code: string) => `\\u{${code}}`).replace(/(?<!\^|^)\[/g, '\\['),
    'uy',
  )
  return (text, from) => {
    pattern.lastIndex = from
    return new Set(pattern.test(text) ? [pattern.lastIndex] : [])
  }
}

function unescaped(literal: string): string {
  return literal.replace(
    /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g,
    (_, x?: string, u?: string, long?: string, sign = '') => {
      const code = x ?? u ?? long
      return code === undefined ? (escapes[sign] ?? sign) : String.fromCodePoint(Number.parseInt(code, 16))
    },
  )
}
