/** A text as the source of a regular expression that finds that very text, outside of a class of characters. */
export function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
