/** Lets text through up to the first stop text; holds back an end that could be the beginning of one. */
export class StopTexts {
  readonly #stops: readonly string[]
  #held = ''
  stopped = false

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '')
  }

  push(text: string): string {
    const whole = this.#held + text
    const found = this.#stops.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0)
    if (found.length > 0) {
      this.stopped = true
      this.#held = ''
      return whole.slice(0, Math.min(...found))
    }
    const holdFrom = this.#couldBeginAt(whole)
    this.#held = whole.slice(holdFrom)
    return whole.slice(0, holdFrom)
  }

  /** What was held back, once no more text comes. */
  flush(): string {
    const rest = this.#held
    this.#held = ''
    return rest
  }

  #couldBeginAt(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1))
    for (let start = Math.max(0, text.length - longest); start < text.length; start += 1) {
      if (this.#stops.some((stop) => stop.startsWith(text.slice(start)))) return start
    }
    return text.length
  }
}
