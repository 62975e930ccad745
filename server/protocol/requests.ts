import type { ErrorCommands } from './diagnose.ts'
import type { EditCommands } from './edits.ts'
import type { WayOut } from './errorEntry.ts'
import type { RequestFigures } from './figures.ts'
import type { Finding, HeldBack, Incomplete } from './finding.ts'
import type { FixCommands } from './fixes.ts'
import type { RefactorCommands } from './refactoring.ts'
import type { Position, Range } from './text.ts'

/** What part of a file a review looks at; `changes` is what git says was changed. */
export type ReviewScope = 'file' | 'selection' | 'changes'

/**
 * Which changes: what differs from HEAD, what the next commit holds, or what differs from where the branch left its base, the default branch
 * where none is named.
 */
export type ReviewedChanges = { readonly kind: 'uncommitted' | 'staged' } | { readonly kind: 'branch'; readonly base?: string }

/** `latent/review`: reviews one open document. One review a document at a time; a newer one cancels the older. */
export interface ReviewParams {
  readonly textDocument: { readonly uri: string }
  /** Required when `scope` is `selection`. */
  readonly range?: Range
  readonly scope: ReviewScope
  /** With the scope `changes`. Default `uncommitted`. */
  readonly changes?: ReviewedChanges
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}

export interface ReviewStats extends RequestFigures {
  readonly functions: number
  /** Functions whose result came from an earlier review of the same text. */
  readonly functionsFromCache: number
  readonly candidatesScored: number
  /** What turned evidence into confidence; absent where nothing was reviewed. */
  readonly calibration?: CalibrationSource
}

/** `shipped` with Latent for this model, the user's `own` by `latent review calibrate`, or `cautious` for a model that was never measured. */
export type CalibrationSource = 'shipped' | 'own' | 'cautious'

export interface ReviewResult {
  readonly findings: readonly Finding[]
  readonly heldBack: readonly HeldBack[]
  readonly incomplete: readonly Incomplete[]
  readonly stats: ReviewStats
}

export type EngineStateName = 'starting' | 'ready' | 'busy' | 'noModel' | 'error'

/** Why a place where a completion could stand has none. */
export type NothingReason =
  /** By `latent.completion.enabled`. */
  | 'off'
  /** By `latent.completion.languages`. */
  | 'languageOff'
  | 'paused'
  | 'snoozed'
  | 'secretFile'
  | 'middleOfWord'
  | 'lowConfidence'
  | 'nothingToAdd'
  /** It stands below or right of the cursor already. */
  | 'repeatsBelow'
  | 'wouldNotParse'
  | 'noModel'

/** What became of the newest completion that the editor asked for. */
export interface LastCompletion {
  readonly outcome: 'shown' | 'nothing'
  /** With `nothing`. */
  readonly reason?: NothingReason
  /** Wall time; only of an answer that the engine worked for, so that slowness can be judged by it. */
  readonly ms?: number
  /** How likely the completion is to be taken, 0 to 1. */
  readonly confidence?: number
}

/** Notification `latent/status`. `detail` is a sentence for the user: the reason for the backend, an error and its way out. */
export interface StatusParams {
  readonly state: EngineStateName
  readonly model?: string
  /** The model that completions have of their own, where they have one. */
  readonly completionModel?: string
  /** For example `CPU` or `Vulkan (llvmpipe)`. */
  readonly backend?: string
  /** Names of the LoRA adapters in use; absent where there are none. */
  readonly adapters?: readonly string[]
  readonly detail?: string
  readonly paused?: boolean
  /** True after `unload`: the next request that needs the model loads it again. */
  readonly unloaded?: boolean
  /** Wall time of the last completion. */
  readonly lastMs?: number
  readonly lastCompletion?: LastCompletion
  /** The command that leads out of `noModel` or `error`. */
  readonly wayOut?: WayOut
}

/** `latent/heldBack`: what the last reviews held back, newest review of each document. */
export interface HeldBackParams {
  readonly textDocument?: { readonly uri: string }
}
export interface HeldBackResult {
  readonly items: readonly { readonly uri: string; readonly finding: HeldBack }[]
}

/** `latent/engine`: what the status bar's pick offers. */
export interface EngineActionParams {
  readonly action: 'restart' | 'unload' | 'pause' | 'resume'
}

/** Notification `latent/snooze` to the server: no automatic completions until then (milliseconds since 1970); without it, they are back. */
export interface SnoozeParams {
  readonly untilMs?: number
}

/** Notification `latent/cursor` to the server: the cursor rests here, moved there without typing. */
export interface CursorParams {
  readonly textDocument: { readonly uri: string }
  readonly position: Position
  /** URIs of the documents on screen, the active one first. Absent where the client cannot tell. */
  readonly visible?: readonly string[]
}

/** Notification `latent/notebook` to the server: the code cells of a notebook in their order. None: it was closed. */
export interface NotebookParams {
  readonly notebook: string
  readonly cells: readonly { readonly uri: string; readonly languageId: string }[]
}

/**
 * `initializationOptions` beside settings. Without `trusted` the workspace counts as trusted, because only VS Code asks its user.
 * In an untrusted workspace the server answers completions and refuses reviews with `untrusted`.
 */
export interface InitializationOptions {
  readonly trusted?: boolean
  /** Whether the client answers `latent/definitions`. In an untrusted workspace it answers that there are none. */
  readonly definitions?: boolean
  /** Whether the client answers `latent/remoteAccess`. */
  readonly remoteAccess?: boolean
  /** Whether the client has TypeScript's own code actions: what they do alike is not offered a second time. */
  readonly typeScript?: boolean
  /** Whether the client takes `latent/findingsChanged`. */
  readonly findings?: boolean
  /** Commands of the client that links may run, both with a document's URI: `explain` and a finding's id, `showReview` and a function's name. */
  readonly commands?: { readonly explain?: string; readonly showReview?: string } & FixCommands &
    ErrorCommands &
    EditCommands &
    RefactorCommands
}

/** Notification `latent/trusted` to the server: the user has trusted the workspace since the start. It cannot be taken back. */
export interface TrustedParams {
  readonly trusted: true
}

/** A request that fails is answered with a ResponseError of this code, the error's `userMessage`, and LatentErrorData as `data`. */
export const failureCode = -32803

/** Codes of an answer that says that a request was cancelled: RequestCancelled and ServerCancelled of the LSP specification, "Response Message". */
export const cancelledCodes: ReadonlySet<number> = new Set([-32_800, -32_802])

export const methods = {
  review: 'latent/review',
  status: 'latent/status',
  stats: 'latent/stats',
  heldBack: 'latent/heldBack',
  /** FixesParams and FixesResult of fixes.ts. */
  fixes: 'latent/fixes',
  /** Result: DismissalsResult of dismissal.ts. */
  dismissals: 'latent/dismissals',
  undoDismissal: 'latent/undoDismissal',
  models: 'latent/models',
  pull: 'latent/pull',
  removeModel: 'latent/removeModel',
  /** The types of these are in diskUse.ts. */
  diskUse: 'latent/diskUse',
  removeFromDisk: 'latent/removeFromDisk',
  engine: 'latent/engine',
  /** DoctorParams and DoctorResult of doctor.ts. */
  doctor: 'latent/doctor',
  /** The types of these are in enginePacks.ts. */
  enginePacks: 'latent/enginePacks',
  installPack: 'latent/installPack',
  removePack: 'latent/removePack',
  trusted: 'latent/trusted',
  snooze: 'latent/snooze',
  cursor: 'latent/cursor',
  notebook: 'latent/notebook',
  /** To the client; the types of it are in definitions.ts. */
  definitions: 'latent/definitions',
  /** To the client; the types of it are in remote.ts. */
  remoteAccess: 'latent/remoteAccess',
  /** Notification to the server: the user has entered another key, or another proxy. */
  remoteAccessChanged: 'latent/remoteAccessChanged',
  /** The types of these are in nextEdit.ts. */
  nextEdit: 'latent/nextEdit',
  nextEditDone: 'latent/nextEditDone',
  /** Result: Statistics. */
  statistics: 'latent/statistics',
  /** Forgets all that was counted and learned; result: null. */
  statisticsReset: 'latent/statisticsReset',
  /** The types of these are in reviewOverview.ts. */
  findings: 'latent/findings',
  findingsChanged: 'latent/findingsChanged',
  cancelReview: 'latent/cancelReview',
  reviewFolder: 'latent/reviewFolder',
  report: 'latent/report',
  explain: 'latent/explain',
  /** The types of these are in edits.ts. */
  edit: 'latent/edit',
  generate: 'latent/generate',
  commitMessage: 'latent/commitMessage',
  /** OptimiseParams and OptimiseResult of optimise.ts. */
  optimise: 'latent/optimise',
  /** BetterNamesParams and BetterNamesResult of refactoring.ts. */
  betterNames: 'latent/betterNames',
  checkRename: 'latent/checkRename',
} as const

/** Commands of the server's `workspace/executeCommand`. */
export const serverCommands = {
  /** Argument: ReviewParams without tokens. */
  review: 'latent.review',
  /** Argument: DismissParams of dismissal.ts; or a document's URI and a finding's id. */
  dismiss: 'latent.dismiss',
} as const
