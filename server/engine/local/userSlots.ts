import type { Token } from 'node-llama-cpp'
import type { Lane } from '../../protocol/figures.ts'
import { Slots } from './slots.ts'
import type { WarmSequence } from './warmSequence.ts'

/** Sequences for the users of a server: each request has one to itself until it ends. */
export interface UserSlots {
  /** Waits for a sequence, which suits the prompt as well as those that are free can. Rejects with the signal's reason. */
  take(lane: Lane, client: string, prompt: readonly Token[], signal: AbortSignal): Promise<UserSlot>
}

export interface UserSlot {
  readonly warm: WarmSequence
  release(): void
}

export function userSlots(sequences: readonly WarmSequence[]): UserSlots {
  const at = (index: number) => sequences[index] as WarmSequence
  const slots = new Slots<readonly Token[]>(sequences.length, (index, prompt) => at(index).shared(prompt))
  return {
    take: async (lane, client, prompt, signal) => {
      const { index, release } = await slots.take(lane, client, prompt, signal)
      return { warm: at(index), release }
    },
  }
}
