import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { type TriedName, tryingText } from '../../protocol/tryingText.ts'

/** Most trials are over before anybody wonders. */
const longAfterMs = 4_000

/** Tells, once each, of a backend that is being tried for longer than people wait without a word. To be called with undefined when it is over. */
export function tellLongTrials(
  tell: (line: string) => void,
  language: DisplayLanguage,
): (backend: TriedName | undefined) => void {
  let timer: NodeJS.Timeout | undefined
  let trying: TriedName | undefined
  return (backend) => {
    if (backend === trying) return
    trying = backend
    clearTimeout(timer)
    if (backend !== undefined) timer = setTimeout(() => tell(tryingText(backend, language)), longAfterMs).unref()
  }
}
