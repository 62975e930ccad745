import type { Category, Fingerprint } from './finding.ts'

/** Why a person does not want to see a finding. Only the first says that it is wrong. */
export const dismissalReasons = ['falsePositive', 'wontFix', 'notUseful'] as const
export type DismissalReason = (typeof dismissalReasons)[number]

/** What a dismissal covers: one finding, its rule in its file, its rule everywhere, or whatever has a similar shape anywhere. */
export const dismissalScopes = ['finding', 'file', 'rule', 'similar'] as const
export type DismissalScope = (typeof dismissalScopes)[number]

/** In characters; a longer note is cut. */
export const longestNote = 300

/** A finding that someone does not want to see again. */
export interface Dismissal {
  readonly fingerprint: Fingerprint
  /** For whoever reads it; nothing depends on it. */
  readonly title: string
  readonly scope: DismissalScope
  /** Absent in dismissals of former versions, and where an editor did not ask. */
  readonly reason?: DismissalReason
  readonly note?: string
  /** With the scope `similar`: what similar findings look like. */
  readonly shape?: FindingShape
}

/**
 * What a finding looks like when names are left out: variables are numbered in the order in which they come, names of calls and members
 * stay, texts and numbers are one word each. Parts are separated by blanks.
 */
export interface FindingShape {
  readonly category: Category
  /** The quoted code. */
  readonly written: string
  /** What its fix writes instead; empty without a fix. */
  readonly mended: string
  /** The code of its lines. */
  readonly line: string
  /** The call in whose arguments it stands; empty outside of every call. */
  readonly call: string
}

/** The argument of `latent.dismiss`. Without `uri` the finding is looked for in all documents, without `scope` it alone is meant. */
export interface DismissParams {
  readonly uri?: string
  readonly id: string
  readonly reason?: DismissalReason
  readonly scope?: DismissalScope
  readonly note?: string
}

/** A dismissal of a workspace folder; `id` follows from what it covers. */
export interface ListedDismissal {
  readonly id: string
  /** URI of the workspace folder; absent for documents outside of every one. */
  readonly folder?: string
  /** True when it could not be written and ends with the server. */
  readonly unsaved?: boolean
  readonly dismissal: Dismissal
}

/** Result of `latent/dismissals`. */
export interface DismissalsResult {
  readonly items: readonly ListedDismissal[]
  /** One line for each file that cannot be used. */
  readonly problems: readonly string[]
}

/** Params of `latent/undoDismissal`; the result is null, also where there is no such dismissal any more. */
export type UndoDismissalParams = Pick<ListedDismissal, 'id' | 'folder'>

/** In words for the user, as the end of a sentence. */
export function reasonInWords(reason: DismissalReason): string {
  return { falsePositive: 'false positive', wontFix: "won't fix", notUseful: 'not useful' }[reason]
}
