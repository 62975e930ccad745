import type { Engine } from '../../engine/engine.ts'
import { completedLine } from './claimPass.ts'
import type { MendedLine } from './mendedLine.ts'
import type { Passage } from './passage.ts'

/**
 * Whether the model, asked to write the line anew, writes exactly the mended one. `undefined` where the mend is no single line, which it
 * cannot write.
 */
export async function isRewritten(
  passage: Passage,
  { line, written, mended }: MendedLine,
  engine: Engine,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const wanted = mended.trim()
  if (wanted === '' || /[\r\n]/.test(wanted)) return undefined
  const edit = await completedLine(passage, line, engine, signal)
  if (edit === undefined) return false
  const start = passage.lineStart(line)
  const rewritten = written.slice(0, edit.startOffset - start) + edit.newText + written.slice(edit.endOffset - start)
  return rewritten.trim() === wanted
}
