import type { Engine } from '../engine/engine.ts'
import type { Completer } from '../features/completion/completer.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import type { GraphicsCard } from '../models/plan/machine.ts'
import type { ModelFile } from '../models/resolve.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { ExaminedMachine, ExaminedServer } from '../protocol/doctor.ts'
import type { RequestFigures } from '../protocol/figures.ts'
import type { Settings } from '../protocol/settings.ts'

/** What a subcommand needs from the world; `main.ts` makes the real one. */
export interface Host {
  readonly workingFolder: string
  /** Folder of the bundled programs, `server.js` among them. */
  readonly programFolder: string
  readonly env: NodeJS.ProcessEnv
  /** What is printed for people is in it; what programs read stays English. */
  readonly language: DisplayLanguage
  readonly in: NodeJS.ReadStream
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  /** Milliseconds since some fixed moment. */
  now(): number
  /** From the first call on, Ctrl-C aborts this signal instead of ending the process, which the second Ctrl-C does. */
  interruption(): AbortSignal
  /** Whether Ctrl-C came: what fails after it, fails because of it. */
  isInterrupted(): boolean
  /**
   * Starts an engine with the model that `--model` names, else LATENT_MODEL, else the starter model; on the best backend, or the one named. For `remote`, or
   * with `--remote-url`, it is the user's own server. Rejects with modelMissing and its like before anything is started; what goes wrong later comes with
   * the first request. For a server the engine is a process of its own, which no editor restarts.
   */
  openModel(model: string | undefined, gpu?: Settings['engine.gpu'], server?: ServerEngine): Promise<OpenModel>
  /** What can be told of this machine without loading a model. */
  examine(): Promise<ExaminedMachine>
  /** The graphics cards that the engine would use, with their memory. Empty where there is none. */
  usableCards(): Promise<readonly GraphicsCard[]>
}

/** What a server asks of its engine. */
export interface ServerEngine {
  /** Texts that are written at the same time. */
  readonly parallel: number
  /** Tokens for each of them. */
  readonly contextSize: number
}

/** A model in an engine of its own, and the features on top of it. */
export interface OpenModel {
  readonly engine: Engine
  /** Absent where a server has the model. */
  readonly file?: ModelFile
  /** What the servers can do, where one has the model. */
  examineServers?(signal: AbortSignal): Promise<readonly ExaminedServer[]>
  readonly completer: Completer
  /** What `reviewFile` needs for files below `root`. */
  reviewDeps(root: string): Promise<ReviewDeps>
  /** What the engine was asked since the last call of this. */
  takeFigures(): RequestFigures
  close(): Promise<void>
}

/** Options of the program itself, which every subcommand takes as well. */
export interface GlobalOptions {
  /** False by `--no-color`. */
  readonly color: boolean
  readonly verbose?: boolean
  /** Of the user's own servers: several are separated by blanks or commas. */
  readonly remoteUrl?: string
  /** The model, as these call it. */
  readonly remoteModel?: string
}
