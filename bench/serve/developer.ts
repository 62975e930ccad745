import { setTimeout as wait } from 'node:timers/promises'
import type { Answered, Target } from './target.ts'

/** One request as its user saw it. Times in milliseconds. */
export interface Asked {
  readonly user: number
  readonly kind: 'completion' | 'chat'
  readonly outcome: 'finished' | 'cancelled' | 'failed'
  /** When it was sent, since some fixed moment. */
  readonly sentAt: number
  /** From sending to the first text; undefined where none came. */
  readonly firstMs?: number
  /** From sending to the end, or to where it was given up. */
  readonly ms: number
  readonly tokens: number
  /** Prompt tokens that the server had to evaluate; undefined where it does not tell, as for what was cancelled. */
  readonly evaluated?: number
  /** Of a failure: the status or the error's name. */
  readonly why?: string
}

/** Who types along which text, and how many characters before the cursor a request holds. */
export interface Developer {
  readonly user: number
  readonly text: string
  readonly window: number
}

/** How a simulated developer types: bursts of keys, each of which asks anew, then a pause in which the last answer is waited for. */
const keyMs = 180
const burstKeys = { least: 4, most: 16 }
const readMs = { least: 400, most: 1600 }
/** After so many bursts a question is asked in the chat. */
const burstsBetweenChats = 6
const completionTokens = 24
const chatTokens = 64
/** Nobody waits longer. */
const patienceMs = 120_000

/** Types along a text until the signal is aborted. The same seed types the same, as far as the answers come in the same time. */
export async function develop(
  { user, text, window }: Developer,
  target: Target,
  told: (asked: Asked) => void,
  signal: AbortSignal,
): Promise<void> {
  const random = randomBy(user + 1)
  const between = ({ least, most }: { readonly least: number; readonly most: number }) =>
    least + Math.floor(random() * (most - least))
  let cursor = Math.floor(text.length * (0.2 + 0.5 * random()))
  for (let burst = 1; !signal.aborted; burst += 1) {
    const keys = between(burstKeys)
    // What stands around the cursor stays while one types: the window moves between bursts only.
    const from = Math.max(0, text.lastIndexOf('\n', cursor - window) + 1)
    const below = text.indexOf('\n', cursor + keys) + 1
    const suffix = text.slice(below, below + window / 2)
    let last: Promise<Asked> | undefined
    let cancel = new AbortController()
    for (let key = 0; key < keys && !signal.aborted; key += 1) {
      cancel.abort()
      void last?.then(told)
      cancel = new AbortController()
      cursor += 1
      const prompt = { prefix: text.slice(from, cursor), suffix }
      last = watched(
        user,
        'completion',
        (tell, stop) => target.complete(prompt, completionTokens, tell, stop),
        AbortSignal.any([cancel.signal, signal]),
      )
      // Keys of a human differ: half to one and a half times as long.
      if (key + 1 < keys) await wait(keyMs * (0.5 + random()))
    }
    if (last !== undefined) told(await last)
    if (burst % burstsBetweenChats === 0 && !signal.aborted) {
      const question = `Explain in one sentence what this code does:\n${text.slice(Math.max(0, cursor - 400), cursor)}`
      told(await watched(user, 'chat', (tell, stop) => target.chat(question, chatTokens, tell, stop), signal))
    }
    if (cursor > text.length * 0.8) cursor = Math.floor(text.length * 0.2)
    await wait(between(readMs), undefined, { signal }).catch(() => undefined)
  }
}

async function watched(
  user: number,
  kind: Asked['kind'],
  work: (told: () => void, signal: AbortSignal) => Promise<Answered>,
  cancel: AbortSignal,
): Promise<Asked> {
  const sentAt = performance.now()
  let firstMs: number | undefined
  let tokens = 0
  const told = () => {
    firstMs ??= performance.now() - sentAt
    tokens += 1
  }
  const ended = (outcome: Asked['outcome'], more: Pick<Asked, 'evaluated' | 'why'>): Asked => ({
    ...{ user, kind, outcome, sentAt, ms: performance.now() - sentAt, tokens },
    ...(firstMs === undefined ? {} : { firstMs }),
    ...more,
  })
  try {
    return ended('finished', await work(told, AbortSignal.any([cancel, AbortSignal.timeout(patienceMs)])))
  } catch (error) {
    if (cancel.aborted) return ended('cancelled', {})
    return ended('failed', { why: error instanceof Error ? error.message : String(error) })
  }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32, T. Ettinger, public domain). */
function randomBy(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
