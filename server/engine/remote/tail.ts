/** Typed text, cut where the model may spell it anew. */
export interface TypedText {
  readonly kept: string
  /** What the answer has to begin with. */
  readonly tail: string
}

/** A word in the making with the blank before it, the blanks of an indentation, or a few signs: what one token may span. */
const wordInTheMaking = /(?:[^\S\r\n]?[\p{L}\p{N}_]{1,40}|[^\S\r\n]{1,40}|[^\s\p{L}\p{N}_]{1,4})$/u

/**
 * Takes the end off that the model's tokens may not have as a token of its own: `retu` is no beginning of ` return` in tokens. An answer
 * that has to begin with the end spells it as the model would (token healing).
 */
export function takeTailOff(typed: string): TypedText {
  const tail = wordInTheMaking.exec(typed)?.[0] ?? ''
  return { kept: typed.slice(0, typed.length - tail.length), tail }
}
