import { exactHash } from '../fingerprint.ts'

/** What the model said of questions about code, so that unchanged code is not asked about again. */
export class VerdictCache {
  readonly #logOdds = new Map<string, number>()
  readonly #capacity: number

  /** `capacity` in verdicts; one takes about a hundred bytes. */
  constructor(capacity = 20_000) {
    this.#capacity = capacity
  }

  get(model: string, code: string, question: string): number | undefined {
    return this.#logOdds.get(keyOf(model, code, question))
  }

  set(model: string, code: string, question: string, logOdds: number): void {
    const key = keyOf(model, code, question)
    this.#logOdds.delete(key)
    this.#logOdds.set(key, logOdds)
    const [oldest] = this.#logOdds.keys()
    if (this.#logOdds.size > this.#capacity && oldest !== undefined) this.#logOdds.delete(oldest)
  }
}

function keyOf(model: string, code: string, question: string): string {
  return exactHash(JSON.stringify([model, code, question]))
}
