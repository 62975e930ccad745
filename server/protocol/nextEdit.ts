import type { Range } from './text.ts'

/** Notification `latent/nextEdit` to the client: the user's last change fits here too. Without `edit` what was offered is withdrawn. */
export interface NextEditParams {
  readonly textDocument: { readonly uri: string }
  /** The version of the document that the offer is for. */
  readonly version: number
  readonly edit?: {
    readonly range: Range
    readonly newText: string
    /** What comes in its place, in a few words on one line. */
    readonly label: string
  }
}

/** Notification `latent/nextEditDone` to the server: the offer was taken, or this change is wanted nowhere else. */
export interface NextEditDoneParams {
  readonly textDocument: { readonly uri: string }
  readonly version: number
  readonly accepted: boolean
}
