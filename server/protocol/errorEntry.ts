/** A way out that a user can take: a sentence, and the client command that does it where there is one. */
export interface WayOut {
  readonly text: string
  readonly command?: string
}

/** An error in English. Its Chinese stands in `chinese/errors.ts`, under the same code. */
export interface ErrorEntry {
  // Arguments differ from entry to entry; `LatentErrorArguments` gives each its own type back.
  readonly message: (...parts: never[]) => string
  readonly wayOut: WayOut
}
