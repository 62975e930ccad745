import type { ReviewParams } from '../protocol/requests.ts'
import { forLog } from './failure.ts'
import type { ProgressReporter } from './progress.ts'
import type { Reviews } from './review.ts'
import type { SettingsStore } from './settings.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'

export interface ReviewOnSaveDeps {
  readonly reviews: Reviews
  readonly settings: SettingsStore
  readonly status: Status
  readonly trust: Trust
  readonly progress: ProgressReporter
  readonly log: (line: string) => void
}

/** Reviews the changes of a document that was saved, where the user wants that. Nobody waits for it, so what hinders it goes to the log. */
export async function reviewOnSave(uri: string, deps: ReviewOnSaveDeps): Promise<void> {
  const { reviews, settings, status, trust, progress, log } = deps
  const wanted = trust.trusted && !status.paused && (await settings.of(uri))['review.onSave']
  if (!wanted) return
  const quiet = { begin: () => progress.begin('', undefined, () => {}), part: () => {} }
  const asked: ReviewParams = { textDocument: { uri }, scope: 'changes' }
  await reviews.review(asked, quiet, new AbortController().signal).catch((error: unknown) => log(forLog(error)))
}
