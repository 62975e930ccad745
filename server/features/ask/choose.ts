import { type LineSpan, overlap } from '../../context/changes.ts'
import { wordsOf } from '../../context/related/words.ts'
import type { LeftOutPiece } from '../../protocol/chat.ts'
import { type Candidate, headOf, type Piece } from './pieces.ts'
import { pieceText } from './prompt.ts'

/** Tokens of each text, in order. */
export type Count = (texts: readonly string[]) => Promise<readonly number[]>

export interface ChosenPiece {
  readonly piece: Piece
  readonly tokens: number
}

export interface Choice {
  readonly chosen: readonly ChosenPiece[]
  readonly leftOut: readonly LeftOutPiece[]
}

export interface Limits {
  /** Tokens of all pieces together. */
  readonly tokens: number
  /** Ids of pieces that the user does not want to be sent. */
  readonly without: ReadonlySet<string>
  /** What is asked: of a long text the parts that share words with it come first. */
  readonly question: string
}

/** Fewer lines of a text tell nothing. */
const fewestLines = 4

/**
 * What is sent of the candidates, the most important first, within the limits: a candidate as a whole while it fits, else those of its
 * parts that fit, and at least the beginning of the first one. What fits nowhere and what is not wanted is told.
 */
export async function choosePieces(candidates: readonly Candidate[], limits: Limits, count: Count): Promise<Choice> {
  const chosen: ChosenPiece[] = []
  const leftOut: LeftOutPiece[] = []
  const left = () => limits.tokens - chosen.reduce((sum, { tokens }) => sum + tokens, 0)
  const unwanted = [...limits.without].flatMap(placeOfId)
  for (const candidate of candidates) {
    if (chosen.some(({ piece }) => covers(piece, candidate.whole))) continue
    const wanted = wantedOf(candidate, unwanted)
    const whole = wanted[0]
    if (whole === undefined) continue
    if (whole === candidate.whole) {
      const [tokens = 0] = await count([pieceText(whole)])
      if (tokens <= left()) {
        chosen.push({ piece: whole, tokens })
        continue
      }
    }
    const parts = byWords(whole === candidate.whole ? partsOf(candidate) : wanted, limits.question)
    const { taken, missing } = await thatFit(parts, left(), count)
    chosen.push(...taken)
    leftOut.push(...runs(missing, taken).map(tooLong))
  }
  const meant = unwanted.filter((place) => candidates.some(({ whole }) => touches(whole, place)))
  const byUser = meant.map(({ id, path, startLine, endLine }): LeftOutPiece => {
    return { path, why: 'byUser', startLine, endLine, id }
  })
  return { chosen: inOrderOfText(chosen), leftOut: [...byUser, ...leftOut] }
}

/** The whole where nothing of it is unwanted, else its parts of which nothing is. */
function wantedOf({ whole, parts }: Candidate, unwanted: readonly Place[]): readonly Piece[] {
  const isWanted = (piece: Piece) => !unwanted.some((place) => touches(piece, place))
  return isWanted(whole) ? [whole] : parts.filter(isWanted)
}

/** Lines that the user does not want to be sent, wherever they come from. */
interface Place extends LineSpan {
  readonly id: string
  readonly path: string
  readonly isChange: boolean
}

/** The place that an id names; none where it is no id. */
function placeOfId(id: string): readonly Place[] {
  const [, path, first, last, change] = /^([\s\S]+):(\d+)-(\d+)( change)?$/.exec(id) ?? []
  if (path === undefined) return []
  return [{ id, path, startLine: Number(first) - 1, endLine: Number(last), isChange: change !== undefined }]
}

function touches(piece: Piece, place: Place): boolean {
  return piece.path === place.path && (piece.reason === 'change') === place.isChange && overlap(piece, place)
}

function partsOf({ whole, parts }: Candidate): readonly Piece[] {
  return parts.length === 0 ? [whole] : parts
}

/** Those with more of the question's words first; the order they come in decides among equals, and the first one stays where it is. */
function byWords(pieces: readonly Piece[], question: string): readonly Piece[] {
  const asked = [...wordsOf(question)].filter((word) => word.length > 2)
  const [first, ...rest] = pieces.map((piece) => {
    const words = wordsOf(piece.lines.join('\n'))
    return { piece, shared: asked.filter((word) => words.has(word)).length }
  })
  if (first === undefined) return []
  const most = Math.max(first.shared, ...rest.map(({ shared }) => shared))
  const ranked = first.shared === most ? [first, ...rest.toSorted(byShared)] : [first, ...rest].toSorted(byShared)
  return ranked.map(({ piece }) => piece)
}

const byShared = (a: { readonly shared: number }, b: { readonly shared: number }) => b.shared - a.shared

/** Of the first piece at least its beginning, of the others those that fit as a whole. */
async function thatFit(pieces: readonly Piece[], tokens: number, count: Count) {
  const counts = await count(pieces.map(pieceText))
  const taken: ChosenPiece[] = []
  const missing: Piece[] = []
  let left = tokens
  for (const [index, piece] of pieces.entries()) {
    const needed = counts[index] ?? 0
    const fitting = needed <= left ? { piece, tokens: needed } : index === 0 ? await headThatFits(piece, left, count) : undefined
    if (fitting !== undefined) {
      taken.push(fitting)
      left -= fitting.tokens
    }
    const reached = fitting?.piece.endLine ?? piece.startLine
    if (reached < piece.endLine) missing.push({ ...piece, startLine: reached })
  }
  return { taken, missing }
}

/** What is missing in as few pieces as there are between those that are taken. */
function runs(missing: readonly Piece[], taken: readonly ChosenPiece[]): readonly Piece[] {
  const result: Piece[] = []
  for (const piece of missing.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = result.at(-1)
    const between = taken.some(
      (each) => last !== undefined && each.piece.startLine >= last.endLine && each.piece.startLine < piece.startLine,
    )
    if (last === undefined || between) result.push(piece)
    else result[result.length - 1] = { ...last, endLine: piece.endLine }
  }
  return result
}

async function headThatFits(piece: Piece, tokens: number, count: Count): Promise<ChosenPiece | undefined> {
  const [title = 0, ...lines] = await count([pieceText({ ...piece, lines: [] }), ...piece.lines.map((line) => `${line}\n`)])
  let [sum, fitting] = [title, 0]
  for (const line of lines) {
    if (sum + line > tokens) break
    sum += line
    fitting += 1
  }
  if (fitting < Math.min(fewestLines, lines.length)) return undefined
  const head = headOf(piece, fitting)
  const [exact = sum] = await count([pieceText(head)])
  return exact > tokens ? undefined : { piece: head, tokens: exact }
}

function covers(piece: Piece, other: Piece): boolean {
  const sameText = piece.uri === other.uri && (piece.reason === 'change') === (other.reason === 'change')
  return sameText && piece.startLine <= other.startLine && other.endLine <= piece.endLine
}

function tooLong({ path, startLine, endLine }: Piece): LeftOutPiece {
  return { path, why: 'tooLong', startLine, endLine }
}

/** Pieces of one text as they follow each other in it; texts as they were first chosen. */
function inOrderOfText(chosen: readonly ChosenPiece[]): readonly ChosenPiece[] {
  const uris = [...new Set(chosen.map(({ piece }) => piece.uri))]
  return uris.flatMap((uri) =>
    chosen.filter(({ piece }) => piece.uri === uri).toSorted((a, b) => a.piece.startLine - b.piece.startLine),
  )
}
