import { type Directive, directiveOf } from './directives.ts'

/** A text whose front matter was read, and blanked, so that its lines keep their numbers. */
export interface WithoutFrontMatter {
  readonly text: string
  readonly directives: readonly { readonly line: number; readonly directive: Directive }[]
}

const fence = /^---\s*$/

/**
 * Takes the block between two lines of `---` at the beginning of a text: lines of `key: value`, or a key with lines of `- value` under it.
 * It is not read as YAML, to which the globs that people write here, such as `**\/*.ts` and `!dist`, are an alias and a tag.
 */
export function readFrontMatter(text: string): WithoutFrontMatter {
  const lines = text.split(/\r\n|\n|\r/)
  const end = fence.test(lines[0] ?? '') ? lines.findIndex((line, index) => index > 0 && fence.test(line)) : -1
  if (end < 0) return { text, directives: [] }
  const directives = entriesOf(lines.slice(1, end)).flatMap(({ line, entry }) => {
    const directive = directiveOf(entry)
    return directive === undefined ? [] : [{ line: line + 1, directive }]
  })
  return { text: lines.map((line, index) => (index <= end ? '' : line)).join('\n'), directives }
}

/** Each key with its values on one line. */
function entriesOf(lines: readonly string[]): readonly { readonly line: number; readonly entry: string }[] {
  const entries: { readonly line: number; readonly entry: string }[] = []
  for (const [line, text] of lines.entries()) {
    const value = /^\s*-\s+(.*)$/.exec(text)?.[1]
    const last = entries.at(-1)
    if (value === undefined) entries.push({ line, entry: text })
    else if (last !== undefined) entries[entries.length - 1] = { ...last, entry: `${last.entry.trimEnd()} ${value},` }
  }
  return entries
}
