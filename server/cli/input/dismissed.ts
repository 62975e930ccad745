import { readDismissals } from '../../context/dismissedFile.ts'
import type { Dismissal } from '../../protocol/dismissal.ts'

/** What the team has dismissed in the workspace. A file that cannot be used hides nothing and is named by `log`. */
export async function dismissedIn(root: string, log: (line: string) => void): Promise<readonly Dismissal[]> {
  try {
    return await readDismissals(root)
  } catch (error) {
    log(`.latent/dismissed.json is not used: ${error instanceof Error ? error.message : error}.`)
    return []
  }
}
