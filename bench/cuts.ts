import { SourceText } from '../server/context/source.ts'

/** A line cut at an arbitrary character: the document without the rest of the line, the cursor, and the rest that should come back. */
export interface Cut {
  readonly source: SourceText
  readonly line: number
  readonly character: number
  readonly rest: string
}

/** A small seeded generator (mulberry32), so that a run can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Lines of code of at least 12 characters, not comments, each cut between its first and its last character. */
export function cutLines(
  files: readonly { path: string; languageId: string; text: string }[],
  count: number,
  seed: number,
): readonly Cut[] {
  const random = randomNumbers(seed)
  const lines = files.flatMap((file) => {
    const source = new SourceText(file.path, file.languageId, file.text)
    return Array.from({ length: source.lineCount }, (_, line) => ({ source, line })).filter(({ line }) => {
      const text = source.lineText(line).trim()
      return line >= 3 && text.length >= 12 && text.length <= 100 && !/^(\/\/|\*|\/\*|import\b)/.test(text)
    })
  })
  return Array.from({ length: Math.min(count, lines.length) }, () => {
    const [picked] = lines.splice(Math.floor(random() * lines.length), 1)
    if (picked === undefined) throw new Error('too few lines')
    return cutAt(picked.source, picked.line, random)
  })
}

function cutAt(source: SourceText, line: number, random: () => number): Cut {
  const text = source.lineText(line)
  const indentation = text.length - text.trimStart().length
  const character = indentation + 1 + Math.floor(random() * (text.trimEnd().length - indentation - 1))
  const start = source.lineStart(line)
  const without = source.text.slice(0, start + character) + source.text.slice(start + text.length)
  return {
    source: new SourceText(source.path, source.languageId, without),
    line,
    character,
    rest: text.slice(character).trimEnd(),
  }
}
