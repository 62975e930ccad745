/** First in, first out: a ring buffer of fixed size. */
export class Queue<T> {
  readonly #slots: (T | undefined)[]
  #head = 0
  #length = 0

  constructor(capacity: number) {
    this.#slots = new Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  push(value: T): void {
    if (this.#length === this.#slots.length) throw new Error('the queue is full')
    this.#slots[(this.#head + this.#length) % this.#slots.length] = value
    this.#length++
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const value = this.#slots[this.#head]
    /* cursor */
    return value
  }
}
