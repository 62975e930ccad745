import { createHash } from 'node:crypto'
import type { Token } from 'node-llama-cpp'
import type { StateKey } from '../../models/stateHead.ts'
import { type SavedState, StateStore } from '../../models/stateStore.ts'
import type { Ticket } from '../scheduler.ts'
import type { LoadedModel } from './loadedModel.ts'
import type { WarmSequence } from './warmSequence.ts'

/** A prompt that is about to be evaluated, and where. */
export interface StartedPrompt {
  readonly warm: WarmSequence
  readonly prompt: readonly Token[]
  readonly client: string
  readonly ticket: Ticket
}

interface Match {
  readonly state: SavedState
  /** Tokens from the beginning of the prompt that it has. */
  readonly shared: number
}

/** The states of documents that were completed lately, saved when their context closes and read again when a prompt begins like one of them. */
export class KeptStates {
  readonly #log: (line: string) => void
  /** By client: where its states are saved. */
  readonly #folders = new Map<string, string>()
  readonly #told = new Set<string>()

  constructor(log: (line: string) => void) {
    this.#log = log
  }

  /** What this client asks may be saved into this folder, if the user lets it when the context closes; undefined: never. */
  saveInto(folder: string | undefined, client: string): void {
    if (folder === undefined) this.#folders.delete(client)
    else this.#folders.set(client, folder)
  }

  /**
   * Puts the saved state into the sequence that has most of the prompt, where that is a slice more than what the sequence has. A state that is not
   * what was saved is deleted, and the prompt is evaluated. Rejects with the signal's reason only.
   */
  async restore({ stateKey }: LoadedModel, { warm, prompt, client, ticket }: StartedPrompt): Promise<void> {
    const folder = this.#folders.get(client)
    // A slice is evaluated in about the time that reading a state takes.
    if (folder === undefined || stateKey === undefined || prompt.length < warm.shared(prompt) + warm.sliceTokens) return
    const store = new StateStore(folder)
    const best = await this.#best(store, stateKey, warm, prompt)
    if (best === undefined) return
    await ticket.run(async () => {
      // Another request for the same document may have evaluated it meanwhile.
      if (warm.shared(prompt) >= best.shared) return
      try {
        await warm.replace((sequence) => sequence.loadStateFromFile(best.state.path, { acceptRisk: true }))
      } catch (error) {
        this.#tell(`a saved state was not usable: ${messageOf(error)}`)
        await store.remove(best.state).catch(() => {})
      }
    })
  }

  /** The state that has most of the prompt, if it is worth reading and what was saved. */
  async #best(store: StateStore, key: StateKey, warm: WarmSequence, prompt: readonly Token[]): Promise<Match | undefined> {
    try {
      const [best] = (await store.find(key))
        .filter(({ tokens }) => tokens.length <= warm.capacity)
        .map((state) => ({ state, shared: sharedLength(state.tokens, prompt) }))
        .toSorted((a, b) => b.shared - a.shared)
      if (best === undefined || best.shared < warm.shared(prompt) + warm.sliceTokens) return undefined
      if (await store.isWhole(best.state)) return best
      await store.remove(best.state)
    } catch (error) {
      this.#tell(`no saved state was read: ${messageOf(error)}`)
    }
    return undefined
  }

  /** Saves what recent completions have evaluated, of clients that may have it saved. Never rejects. */
  async save({ sequences, stateKey }: LoadedModel): Promise<void> {
    if (stateKey === undefined) return
    const stores = new Map<string, StateStore>()
    try {
      // The most recent one last: where there is no room for all, the oldest go first.
      for (const { client, document, warm } of sequences.completed().toReversed()) {
        const folder = this.#folders.get(client)
        if (folder === undefined || warm.length < warm.sliceTokens) continue
        const store = stores.get(folder) ?? new StateStore(folder)
        if (!(await store.isAllowed())) continue
        stores.set(folder, store)
        await saveSequence(store, stateKey, document, warm)
      }
    } catch (error) {
      this.#tell(`states of recent files were not saved: ${messageOf(error)}`)
    }
    for (const store of stores.values()) {
      await store.tidy(stateKey.engine).catch((error: unknown) => this.#tell(`old states were not deleted: ${messageOf(error)}`))
    }
  }

  /** Once: a full disk is full for every file. */
  #tell(line: string): void {
    if (!this.#told.has(line)) this.#log(line)
    this.#told.add(line)
  }
}

/** A newer state of a document takes the place of the older one. */
async function saveSequence(store: StateStore, key: StateKey, document: string, warm: WarmSequence): Promise<void> {
  const id = createHash('sha256')
    .update(JSON.stringify([key.context, document]))
    .digest('hex')
    .slice(0, 32)
  await store.save(id, { ...key, tokens: warm.tokens }, async (path) => (await warm.sequence.saveStateToFile(path)).fileSize)
}

function sharedLength(saved: readonly number[], prompt: readonly number[]): number {
  const different = prompt.findIndex((token, index) => token !== saved[index])
  return different < 0 ? prompt.length : different
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
