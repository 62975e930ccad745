import { wordsOf } from '../../context/related/words.ts'
import type { AskDeps } from './ask.ts'
import type { AskWorkspace } from './candidates.ts'
import { type Ground, wordsToCheck } from './grounding.ts'
import type { Mention } from './mentions.ts'
import type { Piece } from './pieces.ts'

/** Finds out what of the mentions exists: in the code that was sent first, then in the workspace. */
export async function groundOf(
  mentions: readonly Mention[],
  pieces: readonly Piece[],
  workspace: AskWorkspace,
  languageNames: AskDeps['languageNames'],
  signal: AbortSignal,
): Promise<Ground> {
  const lines = new Map<string, number>()
  for (const mention of mentions) {
    if (mention.kind !== 'file' || lines.has(mention.path)) continue
    const count = await lineCount(mention.path, pieces, workspace)
    if (count !== undefined) lines.set(mention.path, count)
  }
  const sent = wordsOf(pieces.flatMap((piece) => [...piece.lines, piece.path]).join('\n'))
  const own = languageNames([...new Set(pieces.map(({ languageId }) => languageId))])
  const open = own === undefined ? [] : [...wordsToCheck(mentions)].filter((word) => !sent.has(word) && !own.has(word))
  const found = await workspace.wordsFound(new Set(open), signal)
  const counts = pieces.map((piece) => piece.lineCount)
  return {
    linesOf: (path) => lines.get(path),
    // Of a language whose library is not known, any name may be a part of that.
    isName: (word) => own === undefined || sent.has(word) || own.has(word) || found.has(word),
    longestSent: counts.length === 0 ? undefined : Math.max(...counts),
  }
}

async function lineCount(path: string, pieces: readonly Piece[], workspace: AskWorkspace): Promise<number | undefined> {
  const sent = pieces.find((piece) => piece.path === path || piece.path.endsWith(`/${path}`))
  if (sent !== undefined) return sent.lineCount
  const counts = (await workspace.find(path)).map((uri) => {
    const read = workspace.read(uri)
    // A file that may not be read exists all the same; of its lines nothing is known.
    return read.kind === 'text' ? read.source.lineCount : Number.POSITIVE_INFINITY
  })
  return counts.length === 0 ? undefined : Math.max(...counts)
}
