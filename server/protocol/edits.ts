import type { RequestFigures } from './figures.ts'
import type { FixChecks } from './finding.ts'
import type { Range, TextEdit } from './text.ts'

/** What the machine made sure of before an edit is offered; what could not be checked is absent. */
export interface EditChecks extends FixChecks {
  /** Names, parameters and exports that other code may rely on are as they were. */
  readonly signatureUnchanged?: boolean
  /** Log-odds, in nats, that the model gives to "does the same as before"; only where the edit is meant to. */
  readonly sameBehaviour?: number
}

/** An edit of one document that nobody has made yet. */
export interface Proposal {
  /** What it does, in a few words on one line. */
  readonly title: string
  /** In the order of the text, without overlaps. */
  readonly edits: readonly TextEdit[]
  /** `exactHash` of the whole text that the edits apply to. */
  readonly baseHash: string
  readonly checks: EditChecks
  /** What the user should know before accepting, a sentence each. */
  readonly notes: readonly string[]
}

/** Of everything that changes code: a proposal that passed its checks, or the reason why there is none. */
export type EditOutcome =
  | { readonly kind: 'proposed'; readonly proposal: Proposal }
  | { readonly kind: 'refused'; readonly reason: string }

/** Request `latent/edit`: changes the lines of a range as the instruction says. Nothing is applied. Partial results are EditPart. */
export interface EditParams {
  readonly textDocument: { readonly uri: string }
  readonly range: Range
  readonly instruction: string
  /** 0 or absent: the best answer; n: another one, after n were rejected. */
  readonly attempt?: number
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}

/** Text of the answer as it is written. */
export interface EditPart {
  readonly text: string
}

export interface EditResult {
  readonly outcome: EditOutcome
  /** Of the document that the edits apply to. */
  readonly version: number
  readonly figures: RequestFigures
}

/** What can be written for a function or a place: tests of it, a comment that documents it, or the code that a comment or an empty body asks for. */
export type GeneratedKind = 'tests' | 'documentation' | 'code'

/** Request `latent/generate`: like `latent/edit`, without an instruction. */
export interface GenerateParams {
  readonly textDocument: { readonly uri: string }
  /** Empty: the function around it, or the place itself for `code`. */
  readonly range: Range
  readonly kind: GeneratedKind
  /** As in EditParams. */
  readonly attempt?: number
  readonly workDoneToken?: string | number
}

/** A file that does not exist yet. It is shown, and only the user saves it. */
export interface NewFile {
  /** What it holds, in a few words on one line. */
  readonly title: string
  /** Where it belongs: the URI of a file. */
  readonly uri: string
  readonly text: string
  /** What the user should know before saving it, a sentence each. */
  readonly notes: readonly string[]
}

export type GenerateOutcome = EditOutcome | { readonly kind: 'newFile'; readonly file: NewFile }

export interface GenerateResult {
  readonly outcome: GenerateOutcome
  /** Of the document that was asked about and that edits apply to. */
  readonly version: number
  readonly figures: RequestFigures
}

/** Request `latent/commitMessage`: a message for what the next commit of a repository holds. Rejects with `nothingStaged` where that is nothing. */
export interface CommitMessageParams {
  /** URI of the repository's folder. */
  readonly folder: string
  readonly workDoneToken?: string | number
}

export interface CommitMessageResult {
  readonly message: string
  readonly figures: RequestFigures
}

/** Commands of the client for edits; the server offers them as code actions. */
export interface EditCommands {
  /** Shows what a code action does before it is done; called with the action as it was offered. */
  readonly previewAction?: string
  /** Tells what the user should know of the edit that a code action just made; called with a list of sentences. */
  readonly actionNotes?: string
}
