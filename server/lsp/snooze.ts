import type { SnoozeParams } from '../protocol/requests.ts'

/** Whether the user wants no automatic completions for a while. What is asked for by hand is answered all the same. */
export class Snooze {
  #untilMs = 0

  /** `untilMs` is wall time, as `now` below; without it the snooze ends at once. */
  set({ untilMs }: SnoozeParams): void {
    // What another client sent may be anything; a time that is none must not silence completions for good.
    this.#untilMs = Number.isFinite(untilMs) ? (untilMs ?? 0) : 0
  }

  /** `now` is wall time, in milliseconds since 1970. */
  active(now: number): boolean {
    return now < this.#untilMs
  }
}
