import { packTable } from './packTable.ts'

/** Names of packs: `cuda` is built with CUDA 13, `cuda12` with CUDA 12 for older drivers and cards. */
export type PackName = 'cuda' | 'cuda12'

/** One archive that a pack is put together from. */
export interface PackPart {
  readonly file: string
  readonly bytes: number
  /** Of what is taken from it. */
  readonly unpackedBytes: number
  /** As the registry publishes it: a hexadecimal SHA-256, or `sha512-` and base64. */
  readonly digest: string
  readonly archive: 'tar' | 'zip'
  readonly registry: 'npm' | 'python'
  /** Where a registry has it, below its own address. */
  readonly address: string
  readonly licence: string
  /** What is taken from the archive, and where in the pack's folder it goes; with `/` at its end, all below. */
  readonly take: readonly { readonly from: string; readonly to: string }[]
  /** What is left out of that. */
  readonly leave?: readonly string[]
}

/** A build of the engine that is too large to come with Latent, fetched when the user wants it. */
export interface EnginePack {
  readonly name: PackName
  /** For example `linux-x64`, as Node names them. */
  readonly platform: string
  readonly parts: readonly PackPart[]
}

export interface PackTable {
  /** Of node-llama-cpp, which loads no other build than its own. */
  readonly version: string
  readonly packs: readonly EnginePack[]
}

export const packVersion = packTable.version

/** The packs for a platform; none where no registry has had one when this version of Latent was made. */
export function packsFor(platform = `${process.platform}-${process.arch}`): readonly EnginePack[] {
  return packTable.packs.filter((pack) => pack.platform === platform)
}

/** Bytes to download for all of a pack. */
export function downloadBytes({ parts }: EnginePack): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Bytes that a pack takes on the disk. */
export function diskBytes({ parts }: EnginePack): number {
  return parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
}

/** The terms that come with a pack, each once. */
export function licencesOf({ parts }: EnginePack): readonly string[] {
  return [...new Set(parts.map(({ licence }) => licence))]
}

/** Where a file of an archive belongs within the pack's folder. Undefined: it is not taken. */
export function destinationOf({ take, leave = [] }: PackPart, entry: string): string | undefined {
  if (leave.includes(entry)) return undefined
  for (const { from, to } of take) {
    if (entry === from) return to
    if (from.endsWith('/') && entry.startsWith(from)) return to + entry.slice(from.length)
  }
  return undefined
}
