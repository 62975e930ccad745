import { join } from 'node:path'
import { readDismissals } from '../../context/dismissedFile.ts'
import type { Dismissal } from '../../protocol/dismissal.ts'
import { LatentError } from '../../protocol/errors.ts'

/** What the team has dismissed in the workspace. A file that cannot be used hides nothing, and `tell` gets dismissalsUnusable. */
export async function dismissedIn(root: string, tell: (error: LatentError) => void): Promise<readonly Dismissal[]> {
  try {
    return await readDismissals(root)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    tell(LatentError.of('dismissalsUnusable', join('.latent', 'dismissed.json'), why))
    return []
  }
}
