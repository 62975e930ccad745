/**
 * Characters that nobody sees in an editor: controls other than white space, and marks that make a compiler read another program than the reader
 * does (Boucher and Anderson, "Trojan Source", 2021; CVE-2021-42574). Joiners and direction marks that written languages need are not among them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const hidden = /[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/

/** Where a new text first has such a character that the text in its place does not have; undefined where it brings in none. */
export function hiddenOffset(newText: string, before = ''): number | undefined {
  if (!hidden.test(newText)) return undefined
  const offset = [...newText.matchAll(new RegExp(hidden, 'g'))].find(([character]) => !before.includes(character))?.index
  return offset
}
