/** Why a source could not deliver: a reason to pass it over, not to give up. */
export class SourceFailure extends Error {
  /** Fit for the end of a sentence. */
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.name = 'SourceFailure'
    this.reason = reason
  }
}
