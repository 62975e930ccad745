import type { CalibrationSource } from './requests.ts'

export type GraphicsVendor = 'nvidia' | 'amd' | 'intel' | 'apple' | 'other'

/** A graphics card as the operating system tells of it. */
export interface GraphicsCard {
  readonly name: string
  readonly vendor: GraphicsVendor
  /** For example `amdgpu` or `580.65.06`; absent where none is installed. */
  readonly driver?: string
  readonly memoryBytes?: number
}

/** One backend, tried by itself. */
export interface TriedBackend {
  readonly backend: 'cuda' | 'vulkan' | 'metal' | 'cpu'
  /** `software`: it works, by a driver that runs on the processor, and is taken only when the user asks for it. */
  readonly outcome: 'works' | 'software' | 'refused'
  readonly devices: readonly string[]
  /** Of the devices together; absent for the processor. */
  readonly memory?: { readonly totalBytes: number; readonly freeBytes: number }
  /** Why it cannot be used, in English; with `refused`. */
  readonly reason?: string
}

export interface ExaminedPack {
  readonly name: string
  readonly installed: boolean
  /** What it takes of the disk, or would take. */
  readonly bytes: number
  /** Whether it is the one for NVIDIA's driver here. */
  readonly suitsDriver: boolean
}

/** What can be told of a machine without loading a model. */
export interface ExaminedMachine {
  readonly engine: { readonly version: string; readonly platformPackages: readonly string[] }
  readonly processor: {
    readonly name: string
    readonly cores: number
    /** Files of builds for the processor's AMX unit that the engine does without; absent where it leaves none out. */
    readonly leftOut?: readonly string[]
  }
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
  readonly graphics: readonly GraphicsCard[]
  readonly backends: readonly TriedBackend[]
  readonly packs: readonly ExaminedPack[]
  /** Where models are kept, and what the disk has left there. */
  readonly models: {
    readonly folder: string
    readonly freeBytes: number
    readonly files: readonly { readonly name: string; readonly bytes: number }[]
    /** Why the folder cannot be read, in English; absent where it can, or is not there. */
    readonly unreadable?: string
    /** Of downloads that were stopped. */
    readonly begunBytes: number
  }
  /** Of the KV cache, kept across restarts (`latent.engine.keepState`). */
  readonly states: { readonly bytes: number }
}

/** What of an engine that is loaded counts for the doctor. */
export interface LoadedEngine {
  readonly model: string
  readonly architecture: string
  readonly backend: 'cuda' | 'vulkan' | 'metal' | 'cpu' | 'remote'
  readonly device: string
  readonly backendReason: string
  readonly contextSize: number
  readonly kvCacheBytesPerToken?: number
  readonly loadedAs?: LoadedAs
  readonly capabilities: Readonly<Record<string, boolean>>
  readonly loadMs?: number
}

/** What of a loaded model lies where, and in which form. */
export interface LoadedAs {
  /** Of `layers`, on the graphics card; the output counts as a layer. */
  readonly gpuLayers: number
  readonly layers: number
  readonly kvCacheType: string
  readonly sequences: number
  /** The file is of the old layout, whose KV cache keeps every head although the model has latent attention. */
  readonly oldLayout: boolean
}

export interface MeasuredSpeed {
  readonly promptTokensPerSecond: number
  readonly generatedTokensPerSecond: number
}

/** What a server of the user's own was found to do. */
export const serverAbilities = [
  'completions',
  'fim',
  'infill',
  'chat',
  'logProbabilities',
  'promptLogProbabilities',
  'constraints',
  'cachesPrompts',
] as const
export type ServerAbility = (typeof serverAbilities)[number]

/** One server of `latent.remote.url`, as it was tried. */
export interface ExaminedServer {
  /** Its address without a name, password, path or query. */
  readonly host: string
  /** Why nothing could be tried, in English; absent where it answered. */
  readonly away?: string
  readonly server?: string
  readonly model?: string
  readonly contextSize?: number
  /** How it has each ability, such as `gbnf`; empty where it has none. Absent with `away`. */
  readonly abilities?: Readonly<Record<ServerAbility, string>>
  /** Names of LoRA adapters that it offers. */
  readonly adapters?: readonly string[]
}

/** Result of `latent doctor --json`. What is absent could not be told because of `problem`. */
export interface DoctorReport extends ExaminedMachine {
  readonly schemaVersion: number
  readonly latent: string
  readonly node: string
  /** For example `linux-x64`. */
  readonly platform: string
  readonly model?: { readonly name: string; readonly path: string; readonly bytes: number }
  /** Where the model is on servers of the user's own. */
  readonly servers?: readonly ExaminedServer[]
  readonly loaded?: LoadedEngine
  /** Which calibration reviews by this model use. */
  readonly calibration?: CalibrationSource
  readonly speed?: MeasuredSpeed
  /** What is wrong and the way out, as one line. */
  readonly problem?: string
}

/** `latent/doctor`: examines the machine and measures the loaded model, for a page. Progress by `workDoneToken`. */
export interface DoctorParams {
  readonly workDoneToken?: string | number
}

/** Texts in the user's language, to be shown as they are. */
export interface DoctorResult {
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** What to do, the most important first; empty where all is well. */
  readonly advice: readonly { readonly text: string; readonly command?: string }[]
  /** The whole as plain text to give to others: without paths, code, and names of user and machine. */
  readonly shareable: string
}
