/**
 * Rules of GBNF for a text that goes on as `then` says where `opening` comes up in it, and may end anywhere before: `text-0`, and for so many of the
 * opening's characters that were just written `text-1`, `text-2` and so on. This is the automaton of Knuth, Morris and Pratt as a grammar.
 */
export function textRules(opening: string, then: string): readonly string[] {
  const characters = [...opening]
  const all = [...new Set(characters)]
  return characters.map((_, written) => {
    const ways = all.map((character) => {
      const reached = longestEnd([...characters.slice(0, written), character], characters)
      return `[${escaped(character)}] ${reached === characters.length ? then : `text-${reached}`}`
    })
    return `text-${written} ::= ( [^${all.map(escaped).join('')}] text-0 | ${ways.join(' | ')} )?`
  })
}

/** How many characters at the end of a text are the beginning of the other. */
function longestEnd(text: readonly string[], other: readonly string[]): number {
  for (let length = text.length; length > 0; length -= 1)
    if (text.slice(-length).join('') === other.slice(0, length).join('')) return length
  return 0
}

function escaped(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`
}
