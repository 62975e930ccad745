import { languageOf } from '../../context/languages.ts'

/** Something of a workspace that a text speaks of. Lines are as written: counted from 1, the last one included. */
export type Mention =
  | { readonly kind: 'file'; readonly path: string; readonly lines?: MentionedLines; readonly mayBeSymbol: boolean }
  | { readonly kind: 'line'; readonly lines: MentionedLines }
  | { readonly kind: 'symbol'; readonly name: string }

export interface MentionedLines {
  readonly first: number
  readonly last: number
}

/** A code block is a proposal, such as new code, and claims nothing of what is there. One that has not ended yet goes to the end. */
const codeBlock = /^[ \t]*(```|~~~)[^\n]*\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm
const address = /\b[a-z][\w+.-]*:\/\/\S+/gi
const codeSpan = /`([^`\n]+)`/g
const filePath = String.raw`(?:\.{0,2}[\\/])?(?:[\p{L}\p{N}_@.+-]+[\\/])*[\p{L}\p{N}_@.+-]*[\p{L}\p{N}_]\.[A-Za-z][A-Za-z0-9+]*`
const wholePath = new RegExp(String.raw`^(${filePath})(?::(\d+)(?:[-–](\d+))?(?::\d+)?)?$`, 'u')
const pathInProse = new RegExp(
  String.raw`(?<![\p{L}\p{N}_@./\\-])(${filePath})(?::(\d+)(?:[-–](\d+))?)?(?![\p{L}\p{N}_/(])`,
  'gu',
)
const lineInProse = new RegExp(
  String.raw`\blines?\s+(\d+)(?:\s*(?:-|–|to|and|through)\s*(\d+))?(?:\s+(?:of|in)\s+\x60?(${filePath})\x60?)?|第\s*(\d+)\s*(?:(?:-|–|—|到|至|和)\s*(?:第\s*)?(\d+)\s*)?行`,
  'giu',
)
const word = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`
const symbolSpan = new RegExp(
  String.raw`^(?:(?:new|await)\s+)?[.#@]?(${word}(?:(?:\??\.|::|->|#)#?${word})*)(?:<[^()]*>)?(?:\([\s\S]*\))?;?$`,
  'u',
)
/** Names of products that end like a file, in the way that people write them. */
const product = /^\p{Lu}[\p{L}]*\.js$/u

/**
 * Files, lines and symbols that a text names, each once, in its order of kinds. Symbols are looked for in code spans only, because words
 * of prose are no names; a span that is more than a name is a piece of code and claims nothing either.
 */
export function mentionsIn(text: string): readonly Mention[] {
  const prose = text.replace(codeBlock, '\n').replace(address, ' ')
  const spans = [...prose.matchAll(codeSpan)].flatMap(([, inner = '']) => inSpan(inner.trim()))
  const files = [...prose.replace(codeSpan, ' ').matchAll(pathInProse)].flatMap(([, path = '', first, last]) =>
    isPath(path) && !product.test(path) ? [fileMention(path, false, linesOf(first, last))] : [],
  )
  const lines = [...prose.matchAll(lineInProse)].map(([, first, last, path, chineseFirst, chineseLast]): Mention => {
    const named = linesOf(first ?? chineseFirst, last ?? chineseLast) ?? { first: 0, last: 0 }
    return path !== undefined && isPath(path) ? fileMention(path, false, named) : { kind: 'line', lines: named }
  })
  return onlyOnce([...spans, ...files, ...lines])
}

/** The parts of a name such as `cart.items.total`, without words that stand for the object itself. */
export function partsOfName(name: string): readonly string[] {
  return name.split(/\??\.|::|->|#/).filter((part) => part !== '' && !/^(this|self|cls|super)$/.test(part))
}

function inSpan(inner: string): readonly Mention[] {
  const [, path, first, last] = wholePath.exec(inner) ?? []
  const [, name] = symbolSpan.exec(inner) ?? []
  // `cart.go` may be a file and a member: whoever knows what there is decides.
  if (path !== undefined && isPath(path) && !product.test(path)) {
    return [fileMention(path, name !== undefined, linesOf(first, last))]
  }
  return name === undefined ? [] : [{ kind: 'symbol', name }]
}

function isPath(path: string): boolean {
  return languageOf(`x${/\.[^./\\]+$/.exec(path)?.[0] ?? ''}`) !== undefined
}

function fileMention(path: string, mayBeSymbol: boolean, lines: MentionedLines | undefined): Mention {
  const unified = path.replaceAll('\\', '/').replace(/^\.\//, '')
  return { kind: 'file', path: unified, mayBeSymbol, ...(lines === undefined ? {} : { lines }) }
}

function linesOf(first: string | undefined, last: string | undefined): MentionedLines | undefined {
  if (first === undefined) return undefined
  return { first: Number(first), last: Number(last ?? first) }
}

function onlyOnce(mentions: readonly Mention[]): readonly Mention[] {
  return [...new Map(mentions.map((mention) => [JSON.stringify(mention), mention])).values()]
}
