import { columnsOf } from '../server/protocol/printable.ts'

/**
 * Text with its lines broken between words, or between characters where a script has no blanks, so that none is wider than `columns` if it
 * can be helped. Punctuation stays with what it follows.
 */
export function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, columns))
    .join('\n')
}

function wrappedLine(line: string, columns: number): string {
  const lines: string[] = []
  let current = ''
  for (const piece of pieces(line)) {
    if (current !== '' && columnsOf(current + piece.trimEnd()) > columns) {
      lines.push(current.trimEnd())
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current.trimEnd()].join('\n')
}

/** What is not broken: a run without blanks with the blanks after it, or a single character of a script that has none. */
function pieces(line: string): readonly string[] {
  return (
    line.match(
      /[\u3400-\u9fff\uff00-\uffef\u3000-\u303f][\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\u201d]*|[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+\s*|\s+/g,
    ) ?? []
  )
}
