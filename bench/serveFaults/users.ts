import { setTimeout as wait } from 'node:timers/promises'
import { RemoteEngine } from '../../server/engine/remote/remoteEngine.ts'
import { knownError, userMessage } from '../../server/protocol/errors.ts'

/** One completion as its user met it. Times in milliseconds since some fixed moment. */
export interface Met {
  readonly sentAt: number
  readonly endedAt: number
  /** `typedOn`: it took so long that the next key came first. */
  readonly outcome: 'finished' | 'typedOn' | 'failed'
  /** Of a failure: what was shown. */
  readonly message?: string
}

/** A user types a key about this often, when the last completion was there. */
const pauseMs = 200
const completionTokens = 16
/** And after so long without one, as people do. */
const patienceMs = 3000

/** Users of one server by Latent's own client, who complete along a text until the signal is aborted. No model on this machine answers for the server. */
export async function completeAlong(
  address: string,
  users: number,
  text: string,
  told: (met: Met) => void,
  signal: AbortSignal,
): Promise<void> {
  const engine = new RemoteEngine({ urls: [address], model: '' })
  await engine.info()
  const one = async (user: number) => {
    const start = Math.floor((text.length * (user + 1)) / (users + 2))
    for (let cursor = start; !signal.aborted; cursor += 1) {
      const typed = text.slice(start, cursor)
      const prompt = { kind: 'fim', prefix: text.slice(start - 200, start), suffix: '\n}\n', typed, path: 'src/a.ts' } as const
      const sentAt = performance.now()
      const typedOn = AbortSignal.timeout(patienceMs)
      const ended = (outcome: Met['outcome'], message?: string): Met => ({
        ...{ sentAt, endedAt: performance.now(), outcome },
        ...(message === undefined ? {} : { message }),
      })
      try {
        const asked = { lane: 'interactive', sequence: 'completion', document: `file:///${user}.ts`, prompt } as const
        const answer = engine.complete({ ...asked, maxTokens: completionTokens }, AbortSignal.any([signal, typedOn]))
        for await (const _ of answer) {
          // Only whether it comes matters.
        }
        told(ended('finished'))
      } catch (error) {
        if (signal.aborted) return
        told(typedOn.aborted ? ended('typedOn') : ended('failed', userMessage(knownError(error), 'en')))
      }
      await wait(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }
  try {
    await Promise.all(Array.from({ length: users }, (_, user) => one(user)))
  } finally {
    engine.leave()
  }
}
