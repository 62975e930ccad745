/** Sentences one after the other. Chinese ones stand without a blank between them. */
export function sentences(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .reduce<string>((text, part) => (text === '' || /[。！？]$/.test(text) ? `${text}${part}` : `${text} ${part}`), '')
}
