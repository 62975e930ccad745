import type { NetworkSettings } from './network.ts'

/** An engine pack for this platform. */
export interface PackChoice {
  readonly name: string
  readonly downloadBytes: number
  readonly diskBytes: number
  /** Terms that the user agrees to before the download. */
  readonly licences: readonly string[]
  readonly installed: boolean
  /** Whether it is the one for NVIDIA's driver here; at most one is. */
  readonly suitsDriver: boolean
}

/** `latent/enginePacks`: what can be installed. */
export interface PacksResult {
  readonly packs: readonly PackChoice[]
  /** NVIDIA's name of the card, where its driver tells. */
  readonly card?: string
}

/** `latent/installPack`, after the user agreed to the terms, with progress by `workDoneToken`; `latent/removePack`. Result: null. */
export interface PackParams {
  readonly pack: string
  /** The editor's proxy, for the download; without it that of the environment. */
  readonly network?: NetworkSettings
  readonly workDoneToken?: string | number
}
