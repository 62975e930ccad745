import { addWork, nothingSpent, type Spent, type Work } from './system.ts'

export interface InfillAnswer {
  readonly content?: string
  readonly timings?: { readonly prompt_n: number; readonly predicted_n: number }
}

/** The prompt is longer than the server's context. */
export class PromptTooLong extends Error {}

/** Posts to `/infill` of a llama-server, and counts what that cost it. */
export class InfillClient {
  readonly #url: string
  #spent: Spent = nothingSpent
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(address: string) {
    this.#url = `${address}/infill`
  }

  get spent(): Spent {
    return this.#spent
  }

  /**
   * All candidates of the answer. Rejects when the server refuses (with `PromptTooLong` where that is why), or with the signal's reason;
   * what an aborted request cost is not told by the server, and only its number is counted.
   */
  async post(lane: keyof Spent, body: object, signal?: AbortSignal): Promise<readonly InfillAnswer[]> {
    this.#add(lane, { requests: 1, promptTokens: 0, generatedTokens: 0 })
    const asked = this.#ask(body, signal)
    this.#underWay.add(asked)
    try {
      const answers = await asked
      this.#add(lane, {
        requests: 0,
        // The other candidates repeat the first one's prompt, which the server evaluates once and copies.
        promptTokens: answers[0]?.timings?.prompt_n ?? 0,
        generatedTokens: answers.reduce((total, { timings }) => total + (timings?.predicted_n ?? 0), 0),
      })
      return answers
    } finally {
      this.#underWay.delete(asked)
    }
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }

  async #ask(body: object, signal?: AbortSignal): Promise<readonly InfillAnswer[]> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })
    if (!response.ok) {
      const text = await response.text()
      const Refusal = text.includes('"exceed_context_size_error"') ? PromptTooLong : Error
      throw new Refusal(`/infill answered ${response.status}: ${text}`)
    }
    const answer = (await response.json()) as InfillAnswer | readonly InfillAnswer[]
    return Array.isArray(answer) ? answer : [answer as InfillAnswer]
  }

  #add(lane: keyof Spent, work: Work): void {
    this.#spent = { ...this.#spent, [lane]: addWork(this.#spent[lane], work) }
  }
}
