/** A resource that several use. */
export interface Held<Value> {
  readonly value: Value
  /** This user is done; the last one's leave closes it after `keepMs`, unless somebody takes it again. Resolves then at once, or when it is closed. */
  release(keepMs: number): Promise<void>
}

interface Entry<Value> {
  readonly opening: Promise<Value>
  /** Once it is open. */
  value?: Value
  users: number
  /** Runs while nobody uses it. */
  closing?: NodeJS.Timeout
}

/** Resources by name: opened once for all who ask, closed when the last one is done. */
export class SharedResources<Value> {
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #closings = new Set<Promise<void>>()
  readonly #close: (value: Value) => Promise<void>

  constructor(close: (value: Value) => Promise<void>) {
    this.#close = close
  }

  /** Whether anybody uses one of another name. */
  othersInUse(key: string): boolean {
    return [...this.#entries].some(([name, { users }]) => name !== key && users > 0)
  }

  /** All that are open, used or only kept. */
  get open(): readonly Value[] {
    return [...this.#entries.values()].flatMap(({ value }) => (value === undefined ? [] : [value]))
  }

  isOpen(key: string): boolean {
    return this.#entries.get(key)?.value !== undefined
  }

  /** The resource of this name, opened by `open` where there is none. Rejects with what `open` rejects with; the next one tries again. */
  async acquire(key: string, open: () => Promise<Value>): Promise<Held<Value>> {
    return await this.#hold(key, this.#entries.get(key) ?? this.#opened(key, open))
  }

  /** The resource of this name where it is open; undefined where it is not. */
  async acquireKnown(key: string): Promise<Held<Value> | undefined> {
    const entry = this.#entries.get(key)
    return entry === undefined ? undefined : await this.#hold(key, entry)
  }

  async #hold(key: string, entry: Entry<Value>): Promise<Held<Value>> {
    clearTimeout(entry.closing)
    entry.users += 1
    const value = await entry.opening
    let held = true
    return {
      value,
      release: async (keepMs) => {
        if (!held) return
        held = false
        entry.users -= 1
        if (entry.users > 0) return
        if (keepMs === 0) await this.#remove(key, entry)
        else entry.closing = setTimeout(() => void this.#remove(key, entry), keepMs)
      },
    }
  }

  /** Closes what is only kept in case that somebody comes. */
  async closeUnused(): Promise<void> {
    for (const [key, entry] of [...this.#entries]) if (entry.users === 0) await this.#remove(key, entry)
  }

  /** As `closeUnused`, and waits for what is being closed already. */
  async close(): Promise<void> {
    await this.closeUnused()
    await Promise.allSettled([...this.#closings])
  }

  #opened(key: string, open: () => Promise<Value>): Entry<Value> {
    // What is being closed has to be gone first: there may be memory for one of them only.
    const entry: Entry<Value> = { opening: Promise.allSettled([...this.#closings]).then(open), users: 0 }
    this.#entries.set(key, entry)
    entry.opening.then(
      (value) => {
        entry.value = value
      },
      () => this.#forget(key, entry),
    )
    return entry
  }

  #forget(key: string, entry: Entry<Value>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  async #remove(key: string, entry: Entry<Value>): Promise<void> {
    clearTimeout(entry.closing)
    this.#forget(key, entry)
    const closing = entry.opening.then(this.#close)
    this.#closings.add(closing)
    await closing.finally(() => this.#closings.delete(closing))
  }
}
