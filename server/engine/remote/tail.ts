/** Typed text, cut where the model may spell it anew. */
export interface TypedText {
  readonly kept: string
  /** What the answer has to begin with. */
  readonly tail: string
}

/**
 * What one token may span: the pieces into which tokenizers cut a text before they look for tokens (that of Qwen2, `[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|
 * ?[^\s\p{L}\p{N}]+[\r\n]*|…`). Letters go with the blank before them, or with a single sign (`(this`, `.name`, `_id`); more signs, or one behind a
 * blank, go together (` "`). Taken off elsewhere, the rest ends with a token that never stands there, and the model goes on with something odd.
 */
const lastPiece =
  /(?:(?:[^\S\r\n]|(?<![^\p{L}\p{N}\r\n])[^\s\p{L}\p{N}])?\p{L}{1,40}|\p{N}{1,3}|[^\S\r\n]?[^\s\p{L}\p{N}]{1,8}|[^\S\r\n]{1,40})$/u

/**
 * Takes the end off that the model's tokens may not have as a token of its own: `retu` is no beginning of ` return` in tokens. An answer
 * that has to begin with the end spells it as the model would (token healing).
 */
export function takeTailOff(typed: string): TypedText {
  const tail = lastPiece.exec(typed)?.[0] ?? ''
  return { kept: typed.slice(0, typed.length - tail.length), tail }
}
