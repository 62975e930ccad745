// C0 and C1 controls except tab and line feed, and the marks that reorder or hide text (Unicode TR 36, bidirectional spoofing).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unprintable = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * Text of a file or a model made safe to print: a reviewed file must not move the cursor, set the title or hide a line on the
 * reader's terminal. Each control character is shown as its escape, such as `\x1b`.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** JSON on lines of its own. Control characters stand in it as `\\u` escapes, which read back as the same text. */
export function printableJson(value: unknown, indent?: number): string {
  // JSON itself escapes the C0 controls only. Line feeds stand between its parts and never within them.
  const text = JSON.stringify(value, undefined, indent)
  return `${text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}

const zeroWidth = /^(?:\p{Mark}|\u200d|\ufe0f)$/u
const doubleWidth =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]$|^\p{Emoji_Presentation}$/u

/** Columns that text takes on a terminal: East Asian wide characters and emoji take two (Unicode TR 11). Tabs must be expanded before. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += zeroWidth.test(character) ? 0 : doubleWidth.test(character) ? 2 : 1
  return columns
}
