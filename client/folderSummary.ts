import type { ReviewFolderResult } from '../server/protocol/reviewOverview.ts'
import { sentences } from './sentences.ts'
import type { Translate } from './statusText.ts'

/** What a review of a folder found, in a sentence or two. */
export function folderSummary(
  { files, findings, heldBack, skipped, left }: ReviewFolderResult,
  folder: string,
  t: Translate,
): string {
  if (files + skipped + left === 0) return t('{0} holds no code that a review looks at.', folder)
  const found = findings === 0 ? t('no findings') : findings === 1 ? t('1 finding') : t('{0} findings', findings)
  const counted = heldBack === 0 ? found : t('{0}, {1} held back', found, heldBack)
  return sentences([
    files === 1 ? t('{0}: {1} in 1 file.', folder, counted) : t('{0}: {1} in {2} files.', folder, counted, files),
    ...(skipped === 0 ? [] : [t('Left out as generated or too large: {0}.', skipped)]),
    ...(left === 0 ? [] : [t('Not reached: {0}.', left)]),
  ])
}
