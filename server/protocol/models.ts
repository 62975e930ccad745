import type { Freed } from './diskUse.ts'
import type { NetworkSettings } from './network.ts'

/** `latent/models`: what can be chosen, for the model picker. */
export interface ModelChoice {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Empty where another program brought the model. */
  readonly licence: string
  /** Where its text stands. */
  readonly licenceUrl?: string
  /** The licence restricts use and was not accepted yet; the client asks, and says so with `latent/pull`. */
  readonly licenceToAccept?: boolean
  /** The program that has the model, which is used where it is. */
  readonly program?: string
  /** The quantisation that is here, else the one that suits this machine. */
  readonly quantisation?: string
  /** Of the file that is here, else of the one that would be downloaded; absent where only the hub knows. */
  readonly bytes?: number
  /** Where `bytes` is absent: an estimate by the model's numbers and the quantisation, good to a few per cent. */
  readonly aboutBytes?: number
  /** Whether there is a download; else the user brings the file. */
  readonly canBePulled?: boolean
  /** Whether it is on this machine already. */
  readonly installed: boolean
  readonly fit: 'fits' | 'tight' | 'tooBig' | 'unknown'
  /** What of the memory it takes and for what, in a sentence or two in the user's language. */
  readonly fitDetail: string
  /** The same as a bar; absent where it does not fit, or nothing is planned. */
  readonly fitBar?: string
  readonly current: boolean
  /** At most one is: the best that this machine runs usably, offered on the first start. */
  readonly recommended?: boolean
}
export interface ModelsResult {
  readonly models: readonly ModelChoice[]
  /** Where downloaded models are, and how many bytes they take there. */
  readonly folder: string
  readonly folderBytes: number
}

/** `latent/pull`: downloads a catalogue model, by its name or `name:QUANTISATION`; the client asked the user first. Progress in bytes by `workDoneToken`. */
export interface PullParams {
  readonly model: string
  /** The user read and accepted the licence that `ModelChoice.licenceToAccept` told of. */
  readonly licenceAccepted?: boolean
  /** The editor's proxy; without it that of the environment. */
  readonly network?: NetworkSettings
  readonly workDoneToken?: string | number
}
/** `latent/removeModel`: deletes a catalogue model's files from the folder of models; the client asked the user first. */
export interface RemoveModelParams {
  readonly model: string
}
export type RemoveModelResult = Freed
export interface PullResult {
  readonly path: string
}
