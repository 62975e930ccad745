import type { OffsetSpan } from '../cuts.ts'
import { type Grammar, languageOf } from '../languages.ts'
import type { SourceText } from '../source.ts'

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu

const cFamily =
  'break case char continue default do double else enum float for goto if int long return short static struct switch void while'
const objects = 'catch class const false finally new private protected public this throw true try'
const ecmaScript = `${objects} any as async await boolean break case continue debugger declare default delete do else enum export extends for from function if implements import in instanceof interface is keyof let null number object of readonly return satisfies static string super switch symbol type typeof undefined unknown var void while yield`
const keywords: Readonly<Record<Grammar, string>> = {
  typescript: ecmaScript,
  tsx: ecmaScript,
  javascript: ecmaScript,
  python:
    'False None True and as assert async await bool break class cls continue def del dict elif else except finally float for from global if import in int is lambda list nonlocal not or pass raise return self set str try tuple while with yield',
  java: `${cFamily} ${objects} String abstract boolean byte extends final implements import instanceof interface null package super throws`,
  go: 'bool break byte case chan const continue default defer else err error false fallthrough for func go goto if import int int64 interface map nil package range return select string struct switch true type var',
  cpp: `${cFamily} ${objects} auto bool constexpr delete explicit include inline namespace noexcept nullptr operator override size_t std template typename unsigned using virtual`,
  rust: 'Err Ok Option Result Self Some None String as async await bool break const continue crate dyn else enum false fn for i32 i64 if impl in let loop match mod move mut pub ref return self static str struct super trait true type u32 u64 u8 unsafe use usize where while',
  'c-sharp': `${cFamily} ${objects} abstract async await base bool byte foreach get in interface internal is namespace null object out override params readonly ref sealed set string using var virtual`,
}
const keywordSets = new Map<Grammar, ReadonlySet<string>>()

/** Identifiers of a text, in any script, keywords included. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(identifier))
}

/** Identifiers that say what a text is about: neither keywords of its language nor single letters. */
export function tellingWords(text: string, languageId: string): readonly string[] {
  const dull = keywordsOf(languageOf(languageId)?.grammar)
  return (text.match(identifier) ?? []).filter((word) => word.length > 1 && !dull.has(word))
}

/** Lines that a view of the cursor's surroundings moves by, so that what depends on it stays the same while the user types. */
const step = 16

export interface Lines {
  readonly from: number
  /** Not included. */
  readonly to: number
}

/** The lines around an offset, at least as far as asked for on either side, by a view that moves in steps. */
export function linesAround(source: SourceText, offset: number, above: number, below: number): Lines {
  const first = Math.floor(source.positionAt(offset).line / step) * step
  return { from: Math.max(0, first - above), to: Math.min(source.lineCount, first + step + below) }
}

/** The text of whole lines, without the word that touches the cursor, because it changes with each key, and without some other spans. */
export function textWithoutWordAt(source: SourceText, lines: Lines, offset: number, without: readonly OffsetSpan[] = []): string {
  const [start, end] = [source.lineStart(lines.from), source.lineStart(lines.to)]
  const wordStart = offset - (/[\p{L}\p{N}_$]+$/u.exec(source.text.slice(start, offset))?.[0].length ?? 0)
  const wordEnd = offset + (/^[\p{L}\p{N}_$]+/u.exec(source.text.slice(offset, end))?.[0].length ?? 0)
  const spans = [...without, { startOffset: wordStart, endOffset: wordEnd }].sort((a, b) => a.startOffset - b.startOffset)
  let text = ''
  let read = start
  for (const span of spans) {
    text += `${source.text.slice(read, Math.max(read, Math.min(span.startOffset, end)))} `
    read = Math.max(read, span.endOffset)
  }
  return text + source.text.slice(read, Math.max(read, end))
}

function keywordsOf(grammar: Grammar | undefined): ReadonlySet<string> {
  if (grammar === undefined) return new Set()
  const known = keywordSets.get(grammar) ?? new Set(keywords[grammar].split(' '))
  keywordSets.set(grammar, known)
  return known
}
