/** A word, a number, an operator or a mark; offsets count from the beginning of the text. */
export interface Lexeme {
  readonly text: string
  readonly startOffset: number
  readonly endOffset: number
}

/** Words first, then the operators of several characters, so that `===` is not `==` and `=`. */
const lexeme =
  /#?[\p{L}_$][\p{L}\p{N}_$]*|\p{N}[\p{L}\p{N}_.]*|>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|->|<-|::|:=|\?\.|\?\?|&&|\|\||\+\+|--|\*\*|<<|>>|[-+*/%&|^!=<>~]=|\S/gu

/** Cuts text of any language into its smallest parts, well enough to compare a few of them. */
export function lexemes(text: string): readonly Lexeme[] {
  return [...text.matchAll(lexeme)].map((match) => ({
    text: match[0],
    startOffset: match.index,
    endOffset: match.index + match[0].length,
  }))
}

export function isWord(text: string): boolean {
  return /^#?[\p{L}_$]/u.test(text)
}
