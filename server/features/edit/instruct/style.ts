import type { SourceText } from '../../../context/source.ts'

const semicolonLanguages: ReadonlySet<string> = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact'])
/** A shorter file shows no habit. */
const fewestLines = 3
/** A statement that begins so would go on with the line above it. */
const continues = /^\s*[([`+\-/]/

/** New lines without the semicolons that their file does not have: a model writes them out of habit. */
export function inStyleOf({ languageId, text }: SourceText, lines: readonly string[]): readonly string[] {
  const written = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const isWithout = written.length >= fewestLines && !written.some((line) => line.trimEnd().endsWith(';'))
  // Within a template a semicolon is text.
  if (!semicolonLanguages.has(languageId) || !isWithout || lines.some((line) => line.includes('`'))) return lines
  return lines.map((line, index) => {
    const next = lines.slice(index + 1).find((each) => each.trim() !== '') ?? ''
    return line.endsWith(';') && line.trim() !== ';' && !continues.test(next) ? line.slice(0, -1) : line
  })
}
