import type { ModelChoice } from '../server/protocol/models.ts'

/** What is offered to somebody who has no model yet. */
export interface FirstOffer {
  /** The best that this machine can run; absent where nothing is known to fit. */
  readonly best?: ModelChoice
  /** A small one that is here in a moment, where the best one is a long download. */
  readonly small?: ModelChoice
}

/** A larger download is not done while somebody who wants to try the extension waits: at 50 megabits a second it takes three minutes and more. */
const longDownloadBytes = 1e9

/** Chooses among what the server lists. */
export function firstOffer(models: readonly ModelChoice[]): FirstOffer {
  const best = models.find((each) => each.recommended) ?? models.find((each) => each.fit === 'fits')
  if (best === undefined) return {}
  if (best.installed || bytesOf(best) <= longDownloadBytes) return { best }
  const [small] = models
    .filter((each) => each.fit === 'fits' && bytesOf(each) <= longDownloadBytes && (each.installed || each.canBePulled === true))
    .toSorted((a, b) => bytesOf(a) - bytesOf(b))
  return small === undefined ? { best } : { best, small }
}

function bytesOf({ bytes, aboutBytes }: ModelChoice): number {
  return bytes ?? aboutBytes ?? Number.POSITIVE_INFINITY
}
