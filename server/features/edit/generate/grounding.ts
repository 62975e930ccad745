/** What looks like a name of code or of a file: `parseLine`, `max_size`, `#size`, `cart.ts`, `Cart.total`, `src/a`, `f()`, or anything in quotes. */
const nameLike =
  /`[^`]+`|"[^"]+"|[#$@]?[\p{L}_][\p{L}\p{N}_]*(?:(?:\.|\/|::|->)[\p{L}_][\p{L}\p{N}_-]*)+(?:\(\))?|[\p{L}_]+_[\p{L}\p{N}_]+|[A-Za-z]+[a-z0-9][A-Z]\w*|[\p{L}_][\p{L}\p{N}_]*\(\)|\b\d{2,}\b/gu
/** Full stops within a sentence without a blank, as in `e.g.`. */
const abbreviations = /^(?:e\.g|i\.e|etc)$/

/** Whether every name in a sentence stands in the text that it is about. Common words are no names. */
export function namesNothingElse(sentence: string, about: string): boolean {
  for (const [match] of sentence.matchAll(nameLike)) {
    const name = match.replaceAll(/^[`"]|[`"]$|\(\)$/g, '')
    if (!abbreviations.test(name) && !about.includes(name)) return false
  }
  return true
}
