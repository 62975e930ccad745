/** A weakness of security or reliability, and the same code done right: what a review should find, and what it should leave alone. */
export interface SecurityPair {
  readonly name: string
  readonly weakness: string
  readonly cwe?: number
  readonly languageId: 'javascript' | 'typescript' | 'python'
  /** Thresholds and queries may be made on `tuning`; `heldOut` only measures. */
  readonly half: 'tuning' | 'heldOut'
  readonly vulnerable: string
  readonly safe: string
  /** Text of one line of `vulnerable` that a finding must touch. */
  readonly marked: string
}

/** A pair before it is dealt to a half. */
export type WrittenPair = Omit<SecurityPair, 'half'>

export interface Weakness {
  readonly weakness: string
  /** Of the Common Weakness Enumeration, where it has one that fits. */
  readonly cwe?: number
}

/**
 * Both codes in one text, so that their difference is seen. The first character of a line tells where it belongs: a space to both,
 * `-` to the vulnerable one, `+` to the safe one; `!` is a `-` and `=` a space that is also the marked line.
 */
export interface PairText {
  readonly name: string
  readonly languageId: SecurityPair['languageId']
  readonly text: string
}

/** Reads pairs of one weakness. Throws where a line has no known first character, or not exactly one line is marked. */
export function readPairs(weakness: Weakness, texts: readonly PairText[]): readonly WrittenPair[] {
  return texts.map(({ name, languageId, text }) => {
    const lines = text.replace(/^\n/, '').replace(/\n$/, '').split('\n')
    const stray = lines.find((line) => line !== '' && !' -+!='.includes(line.charAt(0)))
    if (stray !== undefined) throw new Error(`${name}: "${stray}" belongs to neither code`)
    const [marked, ...others] = lines.filter((line) => /^[!=]/.test(line))
    if (marked === undefined || others.length > 0) throw new Error(`${name}: mark exactly one line`)
    return {
      ...weakness,
      name,
      languageId,
      vulnerable: linesOf(lines, ' -!='),
      safe: linesOf(lines, ' +='),
      marked: marked.slice(1).trim(),
    }
  })
}

function linesOf(lines: readonly string[], kinds: string): string {
  const kept = lines.filter((line) => line === '' || kinds.includes(line.charAt(0)))
  return `${kept.map((line) => line.slice(1)).join('\n')}\n`
}
