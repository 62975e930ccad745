import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { SourceText } from '../../context/source.ts'

/** A part that is shorter says too little to be worth reading. Visible characters. */
const shortestPart = 3
/** Each costs one parse of what changed: about a millisecond. */
const mostParses = 6
const openers = '([{'
const closers = ')]}'

/**
 * Beginnings of a text's first line that could be shown alone, the longest first: they end where a word, a bracket or a statement ends, with as many
 * brackets closed as they open and no quote open. The whole line is not among them.
 */
export function partsOf(text: string): readonly string[] {
  const start = /^\s*\n/.exec(text)?.[0].length ?? 0
  const lineEnd = text.indexOf('\n', start)
  const line = text.slice(start, lineEnd < 0 ? undefined : lineEnd).trimEnd()
  const parts: string[] = []
  let open = 0
  let quote: string | undefined
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index)
    if (quote !== undefined) {
      if (character === quote && line[index - 1] !== '\\') quote = undefined
      else continue
    } else if (`"'\``.includes(character)) {
      quote = character
      continue
    }
    if (openers.includes(character)) open += 1
    if (closers.includes(character)) open -= 1
    if (open < 0) break
    const part = line.slice(0, index + 1)
    const ends = /[\w$)\]}"'`;]$/.test(part) && !/^[\w$]/.test(line.slice(index + 1))
    if (open === 0 && ends && part.length < line.length && part.trim().length >= shortestPart)
      parts.push(text.slice(0, start) + part)
  }
  return parts.reverse()
}

/**
 * The longest beginning of a text that is likely enough and leaves the document with no more syntax errors than it has; undefined where there
 * is none, or where nothing is known of the language.
 */
export async function surePart(
  text: string,
  { source, offset }: { readonly source: SourceText; readonly offset: number },
  syntax: CompletionSyntax | undefined,
  isLikely: (part: string) => Promise<boolean>,
): Promise<string | undefined> {
  let parses = 0
  for (const part of partsOf(text)) {
    if (!(await isLikely(part))) continue
    parses += 1
    if (parses > mostParses) return undefined
    const errors = await syntax?.errors(source, offset, [part])
    if (errors !== undefined && (errors.after[0] ?? 0) <= errors.before) return part
  }
  return undefined
}
