/** Code of another place that may help a completion. */
export interface RelatedPiece {
  readonly kind: 'signatures' | 'similar' | 'edited' | 'cell'
  /** Relative to its workspace folder, with `/`. */
  readonly path: string
  /** Whole lines with `\n` between them. */
  readonly text: string
}

/** What a piece takes of a budget. */
export function sizeOf(pieces: readonly RelatedPiece[]): number {
  return pieces.reduce((sum, { path, text }) => sum + path.length + text.length, 0)
}

/** What is left of a longer piece must have so many lines to say something. */
const fewestLines = 8

/** The pieces that fit, the first ones first; a piece that is too long keeps its first lines. Characters, paths included. */
export function thatFit<Piece extends RelatedPiece>(pieces: readonly Piece[], room: number): readonly Piece[] {
  const kept: Piece[] = []
  let left = room
  for (const piece of pieces) {
    const text = firstLines(piece.text, left - piece.path.length)
    if (text === undefined) continue
    kept.push({ ...piece, text })
    left -= piece.path.length + text.length
  }
  return kept
}

function firstLines(text: string, room: number): string | undefined {
  if (text.length <= room) return text
  const part = room <= 0 ? '' : text.slice(0, Math.max(0, text.lastIndexOf('\n', room)))
  return part.split('\n').length < fewestLines ? undefined : part
}
