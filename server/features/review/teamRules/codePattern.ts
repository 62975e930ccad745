import type { OffsetSpan } from '../../../context/cuts.ts'
import type { CodeToken, FileTokens } from './codeTokens.ts'
import { isWord, lexemes } from './lexer.ts'
import type { Prohibited } from './prohibited.ts'

/** What to look for, as a rule quotes it. */
export type CodePattern =
  | {
      readonly kind: 'tokens'
      readonly tokens: readonly string[]
      /** Only where it is called. */
      readonly called: boolean
      /** Together with whichever member follows: `console.*`. */
      readonly anyMember: boolean
    }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'comment'; readonly text: string }

const mostTokens = 8
const longestCode = 60

/** Directives and marks that stand only in comments. */
const commentDirective = /^(?:@ts-|eslint-|biome-ignore|prettier-ignore|noqa\b|type:\s*ignore)/
const commentMarks: ReadonlySet<string> = new Set(['todo', 'fixme', 'xxx'].map((mark) => mark.toUpperCase()))
const moduleName = /^(?:node:)?(?:@[\w.-]+\/)?[\w.-]+(?:\/[\w.*-]+)*$/

/** Patterns for what a rule forbids; none where the code has gaps, text or nothing that could be compared. */
export function codePatterns({ code, called }: Prohibited): readonly CodePattern[] {
  const bare = code.replace(/^(?:\/\/|#(?!\w)|\/\*|--)\s*/, '')
  if (commentDirective.test(bare) || commentMarks.has(bare)) return [{ kind: 'comment', text: bare }]
  if (code.length > longestCode || /["']|\.\.\.|…/.test(code.replace(/\(\s*(?:\.\.\.|…)\s*\)$/, ''))) return []
  const isModule = moduleName.test(code)
  const module: readonly CodePattern[] = isModule ? [{ kind: 'module', name: code.replace(/\/\*$/, '') }] : []
  if (isModule && /[/:@]|[A-Za-z]-[A-Za-z]/.test(code)) return module
  const withoutCall = code.replace(/\(\s*(?:\.\.\.|…)?\s*\)$/, '')
  const withoutMember = withoutCall.replace(/\.\*$/, '.')
  const tokens = lexemes(withoutMember).map(({ text }) => same(text))
  const names = tokens.some((text) => isWord(text) || /^[-+*/%&|^!=<>~?]{1,4}$/.test(text))
  if (!names || tokens.length > mostTokens) return []
  const tokenPattern = {
    kind: 'tokens',
    tokens,
    called: called || withoutCall !== code,
    anyMember: withoutMember !== withoutCall,
  } as const
  return [tokenPattern, ...module]
}

/** Where a pattern stands within a span of a file, in the order of the text. */
export function matchesOf(pattern: CodePattern, { tokens, comments }: FileTokens, within: OffsetSpan): readonly OffsetSpan[] {
  switch (pattern.kind) {
    case 'module':
      return indexesIn(tokens, within).flatMap((index) => {
        const token = tokens[index]
        const isNamed = token?.role === 'module' && (token.text === pattern.name || token.text.startsWith(`${pattern.name}/`))
        return isNamed ? [token] : []
      })
    case 'comment':
      return indexesIn(comments, within).flatMap((index) => {
        const { text = '', startOffset = 0 } = comments[index] ?? {}
        const at = text.indexOf(pattern.text)
        return at < 0 ? [] : [{ startOffset: startOffset + at, endOffset: startOffset + at + pattern.text.length }]
      })
    case 'tokens':
      return indexesIn(tokens, within).flatMap((index) => {
        const span = same(tokens[index]?.text ?? '') === pattern.tokens[0] ? matchAt(pattern, tokens, index) : undefined
        return span === undefined ? [] : [span]
      })
  }
}

/** Which of the spans lie within another. They are sorted, so that a file of many units does not cost their product. */
function indexesIn(spans: readonly OffsetSpan[], { startOffset, endOffset }: OffsetSpan): readonly number[] {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.startOffset ?? 0) < startOffset) low = middle + 1
    else high = middle
  }
  const indexes: number[] = []
  for (let index = low; (spans[index]?.endOffset ?? Number.POSITIVE_INFINITY) <= endOffset; index += 1) indexes.push(index)
  return indexes
}

function matchAt(
  { tokens, called, anyMember }: Extract<CodePattern, { kind: 'tokens' }>,
  all: readonly CodeToken[],
  index: number,
): OffsetSpan | undefined {
  const found = all.slice(index, index + tokens.length + (anyMember ? 1 : 0))
  if (found.length < tokens.length || tokens.some((text, at) => same(found[at]?.text ?? '') !== text)) return undefined
  if (found.some(({ role }) => role === 'module')) return undefined
  const first = found[0]
  const last = found.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (called && all[index + found.length]?.text !== '(') return undefined
  if (isWord(first.text) && !standsForItself(first, found.length, all, index)) return undefined
  const start = isMemberMark(first.text) ? (found[1] ?? first) : first
  return { startOffset: start.startOffset, endOffset: last.endOffset }
}

/** Whether a word is what the rule means by it, and not another thing of that name. */
function standsForItself(token: CodeToken, length: number, all: readonly CodeToken[], index: number): boolean {
  const isMember = isMemberMark(all[index - 1]?.text ?? '')
  const ofGlobal = isMember && globalObjects.has(all[index - 2]?.text ?? '') && !isMemberMark(all[index - 3]?.text ?? '')
  if (length > 1) return token.role !== 'declared' && (!isMember || ofGlobal)
  if (token.role === 'declared') return false
  if (!ofTheLanguage.has(token.text)) return true
  if (typeNames.has(token.text) && token.role === 'variable') return false
  return token.role !== 'key' && (!isMember || ofGlobal)
}

/** `a?.b` reaches the same member as `a.b`. */
function same(text: string): string {
  return text === '?.' ? '.' : text
}

function isMemberMark(text: string): boolean {
  return text === '.' || text === '?.' || text === '->' || text === '::'
}

const globalObjects: ReadonlySet<string> = new Set(['window', 'globalThis', 'self', 'global', 'std', 'builtins'])

/** Type names of TypeScript that are names of variables and functions elsewhere. */
const typeNames: ReadonlySet<string> = new Set(['any', 'unknown', 'never', 'object', 'string', 'number', 'boolean', 'symbol'])

/**
 * Words that a language or its environment owns: as a member or a key they are something else (`map.delete`, `{ default: 1 }`,
 * `client.fetch`). Every other word is the same wherever it stands: `element.innerHTML`.
 */
const ofTheLanguage: ReadonlySet<string> = new Set([
  ...typeNames,
  ...'var let const function class enum namespace module global nonlocal lambda pass del unsafe mut static public private'.split(
    ' ',
  ),
  ...'protected default export import from for while do if else elif return in of is as not and or null undefined nil'.split(' '),
  ...'None delete with goto switch case break continue throw raise try catch except finally typeof void instanceof'.split(' '),
  ...'debugger yield await async new this super extends implements interface type declare require int float double long'.split(
    ' ',
  ),
  ...'char auto dynamic eval exec compile alert confirm prompt fetch print println open close input setTimeout setInterval'.split(
    ' ',
  ),
  ...'setImmediate parseInt parseFloat isNaN isFinite Function Date Math process console window document'.split(' '),
  ...'localStorage sessionStorage globalThis panic gets strcpy sprintf system'.split(' '),
])
