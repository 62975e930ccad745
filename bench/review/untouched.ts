import { join } from 'node:path'
import { generatedReason } from '../../server/context/generated.ts'
import { SourceText } from '../../server/context/source.ts'
import type { CorpusFile, Half } from '../completion/corpus.ts'
import { filesInTurn } from './functions.ts'
import type { Trial } from './trial.ts'

/** Longer files would make the sample one of few packages. */
const longest = 160

/** Whole files as their packages have them, of together at least `lines` lines; none of those that faults were put into. */
export function untouchedFiles(
  files: readonly CorpusFile[],
  half: Half,
  lines: number,
  seed: number,
  usedPaths: ReadonlySet<string>,
): readonly Trial[] {
  const trials: Trial[] = []
  let count = 0
  for (const file of filesInTurn(files, seed + 1)) {
    if (count >= lines) break
    const source = new SourceText(file.path, file.languageId, file.text)
    if (source.lineCount > longest || usedPaths.has(join(file.root, file.path)) || generatedReason(source) !== undefined) continue
    const span = { startLine: 0, endLine: source.lineCount }
    trials.push({ id: `${file.packageName} ${file.path}`, part: 'untouched', half, source, root: file.root, lines: span })
    count += source.lineCount
  }
  return trials
}
