import type { Token } from 'node-llama-cpp'
import type { Lane } from '../../protocol/figures.ts'
import type { KeptPrompts } from './keptPrompts.ts'
import { Slots, type TakenSlot } from './slots.ts'
import type { WarmSequence } from './warmSequence.ts'

/** Sequences for the users of a server: each request has one to itself until it ends. */
export interface UserSlots {
  /** Waits for a sequence, which suits the prompt as well as those that are free can. Rejects with the signal's reason. */
  take(lane: Lane, client: string, prompt: readonly Token[], signal: AbortSignal): Promise<UserSlot>
}

export interface UserSlot {
  /** Another one after `giveWay`. Throws where the wait for it was cancelled, and after `release`: it may be another user's then. */
  readonly warm: WarmSequence
  /** Brings back what was evaluated of the prompt before others needed the sequence. Runs within one step. */
  restore(): Promise<void>
  /**
   * Lets those go first who wait for a sequence; `tokens` is what the request has come to. True where there were any: then it has to be restored. Rejects with the
   * signal's reason.
   */
  giveWay(tokens: readonly Token[]): Promise<boolean>
  release(): void
}

export function userSlots(sequences: readonly WarmSequence[], kept: Pick<KeptPrompts, 'exchange'>): UserSlots {
  const slots = new Slots<readonly Token[]>(sequences.length, (index, prompt) =>
    (sequences[index] as WarmSequence).shared(prompt),
  )
  return {
    take: async (lane, client, prompt, signal) => {
      let tokens = prompt
      let taken: TakenSlot | undefined = await slots.take(lane, client, prompt, signal)
      /** While a request waits for a sequence, and after that was given up, there is none that is its own. */
      const own = () => {
        if (taken === undefined) throw new Error('the request holds no sequence')
        return sequences[taken.index] as WarmSequence
      }
      return {
        get warm() {
          return own()
        },
        restore: async () => await kept.exchange(own(), tokens),
        giveWay: async (now) => {
          if (!slots.isWanted(lane)) return false
          tokens = now
          taken?.release()
          taken = undefined
          taken = await slots.take(lane, client, now, signal)
          return true
        },
        release: () => {
          taken?.release()
          taken = undefined
        },
      }
    },
  }
}
