import { languageOf } from '../../context/languages.ts'
import { literally } from '../../context/literally.ts'
import type { SourceText } from '../../context/source.ts'
import type { FindingShape } from '../../protocol/dismissal.ts'
import type { Finding } from '../../protocol/finding.ts'
import { isWord, type Lexeme, lexemes } from './teamRules/lexer.ts'

/** Words of the code that mean the same in every program. Of the languages that have a grammar here, and few that are names elsewhere. */
const keywords = new Set(
  `abstract and as assert async await break case catch class const continue def default defer del delete do elif else enum except export
extends false False final finally fn for foreach from func function go if impl import in instanceof interface is lambda let loop match mut
namespace new nil None not null nullptr of or pass private protected pub public raise return self static struct super switch this throw
throws trait True true try type typeof undefined union until use using val var void volatile when where while with yield`.split(
    /\s+/,
  ),
)

/** Longer code is cut: what comes after says little, and the file of dismissals is read by people. In words, and in characters. */
const longestPart = 60
const longestShape = 500
/** How far back the beginning of a call is looked for. */
const linesBack = 30
/** So many characters around a finding are looked at: a line of generated code may be the whole file. */
const nearCharacters = 2_000

/** What a finding in this text looks like when names are left out: by its words and marks alone, so in every language. */
export function findingShape(finding: Pick<Finding, 'range' | 'quote' | 'category' | 'fixes'>, source: SourceText): FindingShape {
  const { range, quote, category, fixes } = finding
  const names = new Map<string, string>()
  const shaped = (text: string) => shapeOf(text, source.languageId, names)
  const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)]
  const from = Math.max(source.lineStart(range.start.line), start - nearCharacters)
  const line = shaped(source.text.slice(from, Math.min(source.lineStart(range.end.line + 1), end + nearCharacters)))
  const newText = fixes[0]?.edits.map((edit) => edit.newText).join(' ') ?? ''
  return { category, line, written: shaped(quote), mended: shaped(newText), call: callAround(finding, source) }
}

function shapeOf(text: string, languageId: string, names: Map<string, string>): string {
  const parts = codeOf(text.slice(0, 2 * nearCharacters), languageId)
  return parts
    .slice(0, longestPart)
    .map((part, index) => shapeOfWord(part, parts[index - 1], parts[index + 1], names))
    .join(' ')
    .slice(0, longestShape)
}

function shapeOfWord(
  { text }: Lexeme,
  before: Lexeme | undefined,
  after: Lexeme | undefined,
  names: Map<string, string>,
): string {
  if (text === textWord) return text
  // Zero and one are what steps and bounds are about; which other number it is says nothing.
  if (/^\p{N}/u.test(text)) return /^[01]$/.test(text) ? text : '9'
  if (!isWord(text) || keywords.has(text) || after?.text === '(' || isAccess(before)) return text
  const known = names.get(text) ?? `v${names.size + 1}`
  names.set(text, known)
  return known
}

function isAccess(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && ['.', '?.', '->', '::'].includes(lexeme.text)
}

/** Stands for every text: what a text says may be a secret, and is another each time. */
const textWord = '""'

/** The words and marks of some lines without comments, every text replaced. A quotation mark without an end stands for itself. */
function codeOf(text: string, languageId: string): readonly Lexeme[] {
  const language = languageOf(languageId)
  const [open, close] = language?.blockComment ?? []
  const comments = [
    ...(language?.lineComment === undefined ? [] : [`${literally(language.lineComment)}.*`]),
    ...(open === undefined || close === undefined ? [] : [`${literally(open)}[^]*?${literally(close)}`]),
  ]
  const quoted = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/.source
  const skipped = new RegExp([...comments.map((each) => `(${each})`), quoted].join('|'), 'g')
  const spaced = text.replaceAll(skipped, (found) => (/^["'`]/.test(found) ? ` ${placeholder} ` : ' '))
  return lexemes(spaced).map((each) => (each.text === placeholder ? { ...each, text: textWord } : each))
}

const placeholder = '\u{e000}'

/** The name of the innermost call in whose arguments the finding begins. */
function callAround({ range }: Pick<Finding, 'range'>, source: SourceText): string {
  const end = source.offsetAt(range.start)
  const start = Math.max(end - nearCharacters, source.lineStart(Math.max(0, range.start.line - linesBack)))
  const before = codeOf(source.text.slice(start, end), source.languageId)
  let closed = 0
  for (let index = before.length - 1; index > 0; index -= 1) {
    const text = before[index]?.text ?? ''
    if (/^[)\]}]$/.test(text)) closed += 1
    else if (closed > 0 && /^[([{]$/.test(text)) closed -= 1
    else if (text === '(') {
      const name = before[index - 1]?.text ?? ''
      if (isWord(name) && !keywords.has(name)) return name.slice(0, longestShape)
    } else if (text === '{' || text === ';') return ''
  }
  return ''
}
