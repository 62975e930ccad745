/**
 * `model`: of the catalogue. `file`: another model in the folder of models. `download`: what a stopped one left. `packRest`: old packs and stopped
 * downloads of packs. `states`: states of the KV cache that are kept across restarts.
 */
export type DiskItemKind = 'model' | 'file' | 'adapter' | 'download' | 'enginePack' | 'packRest' | 'states'

/** Something that Latent keeps on the disk and that can be deleted by itself. */
export interface DiskItem {
  readonly kind: DiskItemKind
  /** With the kind what `latent/removeFromDisk` takes. */
  readonly id: string
  /** In the user's language. */
  readonly title: string
  /** Of a model of the catalogue. */
  readonly quantisation?: string
  /** A file, the first of several, or a folder. */
  readonly path: string
  readonly bytes: number
  /** Of these, what stays when it is deleted, because another link leads to the file or it is only a link itself; absent: nothing. */
  readonly keptBytes?: number
  /** Whether the settings choose it. */
  readonly inUse: boolean
}

/** `latent/diskUse`: all of it, by kind and then the largest first. Models of other programs are theirs, and not among it. */
export interface DiskUseResult {
  readonly items: readonly DiskItem[]
  /** What the user may still write to the disk of the folder of models; absent where that folder is not there. */
  readonly freeBytes?: number
}

/** `latent/removeFromDisk`, after the user was asked. */
export interface RemoveFromDiskParams {
  readonly kind: DiskItemKind
  readonly id: string
}

/** What deleting files gave back. */
export interface Freed {
  /** 0 where they were gone already. */
  readonly freedBytes: number
  /** Of files that another link still leads to: they take their place as before. Absent: none. */
  readonly keptBytes?: number
}

export type RemoveFromDiskResult = Freed
