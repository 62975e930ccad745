import type { UnknownName } from '../../protocol/chat.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { type Mention, type MentionedLines, partsOfName } from './mentions.ts'

/** What is known to exist, to hold an answer against. */
export interface Ground {
  /** Line count of a file that a path may mean, the largest where it may mean several; undefined where there is none. */
  linesOf(path: string): number | undefined
  /** Whether a word is a name in the code that was sent, elsewhere in the workspace, or in the language itself. */
  isName(word: string): boolean
  /** Line count of the longest file that was sent; undefined where none was: a line then belongs to no file that is known. */
  readonly longestSent: number | undefined
}

/** Keywords and literals that are written like a name. */
const noNames: ReadonlySet<string> = new Set(
  'true false null undefined None True False nil NaN Infinity void any unknown never number string boolean object int float double char bool str if else elif for while do return break continue switch case default function def class interface type enum const let var new delete typeof instanceof in of as is not and or import export from async await yield try catch except finally throw raise with pass lambda this self super static public private protected readonly abstract extends implements package fn func struct impl trait match mut pub use'.split(
    ' ',
  ),
)

/** What an answer names and is not there, in the order of the mentions, each once. */
export function unknownNames(mentions: readonly Mention[], ground: Ground): readonly UnknownName[] {
  const unknown = mentions.flatMap((mention): readonly UnknownName[] => {
    switch (mention.kind) {
      case 'file':
        return unknownFile(mention, ground)
      case 'line':
        return unknownLine(mention.lines, ground)
      case 'symbol':
        return isKnownSymbol(mention.name, ground) ? [] : [{ kind: 'symbol', name: mention.name }]
      default:
        return unreachable(mention)
    }
  })
  return [...new Map(unknown.map((each) => [each.name, each])).values()]
}

/** Words that `isName` is going to be asked for. */
export function wordsToCheck(mentions: readonly Mention[]): ReadonlySet<string> {
  const names = mentions.flatMap((mention) => {
    if (mention.kind === 'symbol') return partsOfName(mention.name)
    return mention.kind === 'file' && mention.mayBeSymbol ? partsOfName(mention.path) : []
  })
  return new Set(names.filter((name) => !noNames.has(name)))
}

function unknownFile(mention: Extract<Mention, { kind: 'file' }>, ground: Ground): readonly UnknownName[] {
  const { path, lines } = mention
  const lineCount = ground.linesOf(path)
  if (lineCount === undefined) {
    return mention.mayBeSymbol && isKnownSymbol(path, ground) ? [] : [{ kind: 'file', name: path }]
  }
  if (lines === undefined || exists(lines, lineCount)) return []
  return [{ kind: 'line', name: `${path}:${inWords(lines)}` }]
}

function unknownLine(lines: MentionedLines, { longestSent }: Ground): readonly UnknownName[] {
  if (longestSent !== undefined && exists(lines, longestSent)) return []
  return [{ kind: 'line', name: inWords(lines) }]
}

function isKnownSymbol(name: string, ground: Ground): boolean {
  return partsOfName(name).every((part) => noNames.has(part) || ground.isName(part))
}

function exists({ first, last }: MentionedLines, lineCount: number): boolean {
  return first >= 1 && last >= first && last <= lineCount
}

function inWords({ first, last }: MentionedLines): string {
  return first === last ? String(first) : `${first}-${last}`
}
