/** Said of a fact that no fetched source has confirmed yet. Nothing in the catalogue is written from memory. */
export const unverified = 'unverified'

/** A model that Latent knows by name, in all the quantisations that it can be had in. */
export interface CatalogueEntry {
  /** Lower-case id: what `latent.model` and the command line take, alone or as `name:QUANTISATION`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** GGUF architecture, for example `qwen2` or `deepseek2`. */
  readonly architecture: string
  /** In billions. `active` are those that take part in one token, fewer than `total` in a mixture of experts. */
  readonly parameters: { readonly total: number; readonly active: number }
  readonly licence: Licence
  /** What it was trained for, the best first: filling gaps in code, or following instructions. */
  readonly roles: readonly ModelRole[]
  /** Special tokens around the code before and after the cursor; `none` where the model was not trained to fill gaps. */
  readonly fim: FimTokens | 'none' | typeof unverified
  /** Longest context, in tokens, that its authors promise. */
  readonly contextTokens: number | typeof unverified
  /** How many programming languages its authors count. */
  readonly languages: number | typeof unverified
  /** The numbers behind its memory; absent in an entry of the user's own, where the file says them. */
  readonly shape?: ModelShape
  /** Published results, each with where it stands. */
  readonly scores: readonly Score[]
  /** Smallest first. Empty where the user brings the file. */
  readonly files: readonly CatalogueFile[]
  /** Where the files come from. Absent where the user brings the file. */
  readonly hub?: HubRepository
  /** Where the facts of this entry were read. */
  readonly facts: readonly string[]
}

export type ModelRole = 'completion' | 'instruct'

export interface Licence {
  /** SPDX identifier where there is one, else the name that the licence gives itself. */
  readonly name: string
  readonly url: string
  /** Whether it restricts uses beyond what open-source licences do, so that it has to be agreed to. */
  readonly restrictsUse: boolean
}

export interface FimTokens {
  readonly prefix: string
  readonly suffix: string
  readonly middle: string
}

export interface Score {
  readonly benchmark: string
  /** In the unit of the benchmark, mostly per cent. */
  readonly value: number
  readonly source: string
}

/** The numbers of an architecture that decide how much memory it takes. */
export interface ModelShape {
  readonly layers: number
  readonly hiddenSize: number
  /** Tokens in the vocabulary. */
  readonly vocabulary: number
  /** Of a dense layer. */
  readonly feedForwardSize: number
  readonly attention: LatentAttention | GroupedAttention
  /** Absent in a dense model. */
  readonly experts?: Experts
}

/** Multi-head latent attention: for a token and layer the cache keeps `kvLoraRank + ropeDimensions` numbers, whatever the heads. */
export interface LatentAttention {
  readonly kind: 'latent'
  readonly heads: number
  readonly kvLoraRank: number
  /** 0 where queries are not compressed. */
  readonly queryLoraRank: number
  readonly ropeDimensions: number
  /** Of one head, with the rotated part. */
  readonly keyDimension: number
  readonly valueDimension: number
}

/** Ordinary attention, or grouped where there are fewer heads of keys and values: the cache keeps both for each of `kvHeads`. */
export interface GroupedAttention {
  readonly kind: 'grouped'
  readonly heads: number
  readonly kvHeads: number
  /** Of one head. */
  readonly keyDimension: number
  readonly valueDimension: number
}

export interface Experts {
  readonly routed: number
  /** Routed ones that take part in one token. */
  readonly used: number
  readonly shared: number
  /** Of one expert. */
  readonly feedForwardSize: number
  /** Layers at the start that have no experts. */
  readonly denseLayers: number
}

/** A model in one quantisation: one file, or several that llama.cpp reads as one. */
export interface CatalogueFile {
  /** For example `Q4_K_M`. */
  readonly quantisation: string
  /** The file's name; of a model in several files the name without `-00001-of-00003`. */
  readonly name: string
  /** Of all its files. Where it is not known here, the hub tells it before the download. */
  readonly bytes?: number
  /** The size of the same quantisation of a model with the same tensors, good to a thousandth. */
  readonly aboutBytes?: number
  /**
   * Lower-case hexadecimal; whatever a source sends is checked against it, so no source has to be trusted. Here only where two places
   * that did not copy from each other have it; else the hub is asked and its answer kept beside the file.
   */
  readonly sha256?: string
  /** Packages of the Python registry that hold the file's bytes in order, for where no hub can be reached. */
  readonly packages?: readonly RegistryPart[]
}

/** A repository of the model hub. */
export interface HubRepository {
  /** `owner/name`. */
  readonly repository: string
  /** A commit. Without it the newest one is looked up before the download and kept beside the file. */
  readonly revision?: string
}

/** A package of the Python package registry that carries one piece of a file, uncompressed size in bytes. */
export interface RegistryPart {
  readonly package: string
  readonly version: string
  readonly bytes: number
}

/** The file of a quantisation, in any case of letters. Undefined where the model is not had in it. */
export function fileOf(entry: CatalogueEntry, quantisation: string): CatalogueFile | undefined {
  return entry.files.find((file) => file.quantisation.toLowerCase() === quantisation.toLowerCase())
}

/** What is taken where nobody chooses: 4 bits with the important tensors in 6 (Q4_K_M), the usual middle of size and quality. */
export function usualFile({ files }: CatalogueEntry): CatalogueFile | undefined {
  return files.find(({ quantisation }) => quantisation === 'Q4_K_M') ?? files[0]
}

/** The best known size of a file in bytes. */
export function sizeOf(file: CatalogueFile | undefined): number | undefined {
  return file?.bytes ?? file?.aboutBytes
}
