import { setTimeout as wait } from 'node:timers/promises'
import {
  DelegateBackoff,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  type IBackoff,
  type IPolicy,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel'
import type { Lane } from '../../protocol/figures.ts'
import { isPassing, retryAfterMs } from './failure.ts'
import { unlessAborted } from './unlessAborted.ts'

/** Nobody waits longer between two attempts: a server that wants more is told as busy at once. */
const longestWaitMs = 30_000
const passing = handleWhen((error) => isPassing(error) && retryAfterMs(error) <= longestWaitMs)
/** Further attempts. A key that is pressed meanwhile asks anew; what the user waits for is worth more. */
export const furtherAttempts: Readonly<Record<Lane, number>> = { interactive: 1, ahead: 0, user: 3, idle: 1 }
const growing = new ExponentialBackoff({ initialDelay: 200, maxDelay: 5_000 })
/** Growing, random waits, none of them shorter than what the server asks for. */
const backoff = new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>(({ result }, last) => {
  const state = last === undefined ? growing.next() : last.next(undefined)
  const asked = 'error' in result ? retryAfterMs(result.error) : 0
  // Those who were refused together are not to come back together.
  return { delay: asked + state.duration, state }
})

/** Attempts at a server that may be away for a moment: failures that pass are tried again after growing, random waits. */
export class Attempts {
  readonly #policies: Readonly<Record<Lane, IPolicy>> = {
    interactive: policy('interactive'),
    ahead: policy('ahead'),
    user: policy('user'),
    idle: policy('idle'),
  }

  /** The outcome of the first attempt that succeeds. Rejects with the last failure, or with the signal's reason. */
  async run<T>(lane: Lane, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    // A wait between attempts does not end by the signal.
    return await unlessAborted(this.#policies[lane].execute(attempt, signal), signal)
  }
}

function policy(lane: Lane): IPolicy {
  return retry(passing, { maxAttempts: furtherAttempts[lane], backoff })
}

/** Asks again and again, with growing, random waits, until an answer comes. Nobody has to wait for it to end the program. */
export async function untilAnswered(check: () => Promise<void>, limits: HealthLimits, signal: AbortSignal): Promise<void> {
  await wait(limits.firstCheckMs, undefined, { signal, ref: false })
  const checks = new ExponentialBackoff({ initialDelay: limits.firstCheckMs, maxDelay: limits.longestCheckMs })
  const policy = retry(handleAll, { maxAttempts: Number.MAX_SAFE_INTEGER, backoff: checks }).dangerouslyUnref()
  await policy.execute(check, signal)
}

/** How a server that is away is looked for. */
export interface HealthLimits {
  /** Wait before the first look, in milliseconds. */
  readonly firstCheckMs: number
  readonly longestCheckMs: number
  /** A request that has waited this long for its next word makes us look whether the server is still there, and again after as long. */
  readonly doubtAfterMs: number
}

export const defaultHealthLimits: HealthLimits = { firstCheckMs: 2_000, longestCheckMs: 30_000, doubtAfterMs: 4_000 }
