import type { Token } from 'node-llama-cpp'
import { type FileMemory, fileMemory, type MemoryFile } from './memoryFile.ts'
import type { WarmSequence } from './warmSequence.ts'

/** What a sequence held when another user's prompt needed it. */
class Kept {
  readonly tokens: readonly Token[]
  readonly bytes: number
  readonly #file: MemoryFile
  #readers = 0
  #isDropped = false

  constructor(tokens: readonly Token[], bytes: number, file: MemoryFile) {
    this.tokens = tokens
    this.bytes = bytes
    this.#file = file
  }

  /** Keeps its memory until `read` was called, whatever becomes of it meanwhile. */
  reserve(): { read(warm: KeptFrom): Promise<void> } {
    this.#readers += 1
    return {
      read: async (warm) => {
        try {
          await this.#file.read((path) => warm.load(path, this.tokens.length))
        } finally {
          this.#readers -= 1
          this.#closeUnused()
        }
      },
    }
  }

  /** Frees its memory, once nobody reads it any more. */
  drop(): void {
    this.#isDropped = true
    this.#closeUnused()
  }

  #closeUnused(): void {
    if (this.#isDropped && this.#readers === 0) this.#file.close()
  }
}

/** The sequence that prompts are put away from and brought back into. */
export type KeptFrom = Pick<WarmSequence, 'tokens' | 'shared' | 'save' | 'load'>

/** Fewer tokens are evaluated sooner than they are put away or brought back. */
const leastTokens = 32
/** So many at most: about as many users as a server of one card has. */
const mostKept = 64
/** And so many bytes of memory, less where the system has less for this. */
const mostBytes = 2 ** 30

/**
 * More users than sequences would evaluate their whole prompts again with each key, because each takes the sequence of another in between. What a
 * sequence held is put away in memory instead, and brought back for the prompt that begins with it: with 32 users and four sequences hardly any token is evaluated
 * twice. Nobody sees another's text: only what equals the prompt that is asked is kept of it.
 */
export class KeptPrompts {
  readonly #memory: FileMemory
  /** The one that was not used for longest first. */
  #kept: readonly Kept[] = []

  /** Where its memory has no bytes nothing is kept. */
  constructor(memory = fileMemory()) {
    this.#memory = { ...memory, bytes: Math.min(mostBytes, memory.bytes) }
  }

  /** Memory that they take, in bytes. */
  get bytes(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Makes the sequence hold as much of the prompt as was evaluated lately, and puts away what it held. Runs within one step. */
  async exchange(warm: KeptFrom, prompt: readonly Token[]): Promise<void> {
    if (this.#memory.bytes === 0) return
    const shared = warm.shared(prompt)
    const best = this.#bestFor(prompt)
    const brings = best !== undefined && commonLength(best.tokens, prompt) - shared >= leastTokens
    // While this one is put away, others put theirs away too, and may need its room.
    const brought = brings ? best.reserve() : undefined
    if (warm.tokens.length - (brings ? 0 : shared) >= leastTokens) await this.#putAway(warm)
    if (best === undefined || brought === undefined) return
    this.#touch(best)
    await brought.read(warm).catch(() => {
      // The cache is empty now: it is evaluated again.
      this.#dropWhere((each) => each === best)
    })
  }

  /** Frees all. */
  dispose(): void {
    for (const each of this.#kept) each.drop()
    this.#kept = []
  }

  #bestFor(tokens: readonly Token[]): Kept | undefined {
    const [first, ...others] = this.#kept
    return others.reduce(
      (best, each) => (best === undefined || commonLength(each.tokens, tokens) > commonLength(best.tokens, tokens) ? each : best),
      first,
    )
  }

  /** What was put away before is as good as long as few tokens came since. */
  async #putAway(warm: KeptFrom): Promise<void> {
    const tokens = [...warm.tokens]
    const known = this.#bestFor(tokens)
    if (known !== undefined && tokens.length - commonLength(known.tokens, tokens) < leastTokens) return this.#touch(known)
    let file: MemoryFile | undefined
    try {
      file = this.#memory.open()
      const kept = new Kept(tokens, await file.write((path) => warm.save(path)), file)
      this.#dropWhere((each) => each.tokens.length - commonLength(each.tokens, tokens) < leastTokens)
      this.#kept = [...this.#kept, kept]
    } catch {
      // The memory for it is full: it is evaluated again when it is needed.
      file?.close()
      return
    }
    while (this.#kept.length > mostKept || this.bytes > this.#memory.bytes) {
      const [oldest] = this.#kept
      this.#dropWhere((each) => each === oldest)
    }
  }

  /** Puts one at the end, as used just now, unless it was dropped meanwhile. */
  #touch(used: Kept): void {
    if (this.#kept.includes(used)) this.#kept = [...this.#kept.filter((each) => each !== used), used]
  }

  #dropWhere(isDropped: (kept: Kept) => boolean): void {
    for (const each of this.#kept.filter(isDropped)) each.drop()
    this.#kept = this.#kept.filter((each) => !isDropped(each))
  }
}

function commonLength(one: readonly Token[], other: readonly Token[]): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one[length] === other[length]) length += 1
  return length
}
