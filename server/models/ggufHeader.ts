import { open } from 'node:fs/promises'
import { blocks, GgufCursor, skipValue, valueType } from './ggufCursor.ts'

/** What the header of a model file promises. */
export type GgufExtent =
  | { readonly kind: 'notGguf' }
  /** A version or byte order that is not read here: llama.cpp has the last word on it. */
  | { readonly kind: 'unknownVersion' }
  /** The file ends within its header. */
  | { readonly kind: 'cut' }
  /** `bytesNeeded`: where the data of the last tensor ends. `texts`: the values of `general.` and `adapter.` that are texts. */
  | {
      readonly kind: 'read'
      readonly bytesNeeded: number
      readonly texts: ReadonlyMap<string, string>
      readonly tensorNames: readonly string[]
    }

/**
 * Reads how long a GGUF file has to be. Of the tensors only places and sizes are looked at, so that a server can tell a damaged file
 * without loading llama.cpp. Rejects with what opening and reading reject with.
 */
export async function readGgufExtent(path: string): Promise<GgufExtent> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    // Tokens make a header of some megabytes; when the first piece does not hold all of it, a larger one is read.
    for (let length = firstPieceBytes; ; length *= 4) {
      const piece = Buffer.alloc(Math.min(length, size))
      const { bytesRead } = await file.read(piece, 0, piece.length, 0)
      const extent = parse(piece.subarray(0, bytesRead))
      if (extent.kind !== 'cut' || length >= size) return extent
      if (length > largestHeaderBytes) return { kind: 'unknownVersion' }
    }
  } finally {
    await file.close()
  }
}

const firstPieceBytes = 8 * 2 ** 20
const largestHeaderBytes = 256 * 2 ** 20
/** GGUF_DEFAULT_ALIGNMENT of llama.cpp's ggml/include/gguf.h, in bytes. */
const defaultAlignment = 32

function parse(bytes: Buffer): GgufExtent {
  if (bytes.length < 4 || bytes.toString('latin1', 0, 4) !== 'GGUF') return { kind: 'notGguf' }
  try {
    return parseHeader(new GgufCursor(bytes, 4))
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'cut' }
    throw error
  }
}

function parseHeader(cursor: GgufCursor): GgufExtent {
  const version = cursor.uint32()
  if (version !== 2 && version !== 3) return { kind: 'unknownVersion' }
  const tensorCount = cursor.uint64()
  const valueCount = cursor.uint64()
  let alignment = defaultAlignment
  const texts = new Map<string, string>()
  for (let i = 0; i < valueCount; i++) {
    const key = cursor.string()
    const type = cursor.uint32()
    if (key === 'general.alignment' && type === valueType.uint32) alignment = cursor.uint32()
    else if (tellsWhatItIs.test(key) && type === valueType.string) texts.set(key, cursor.string())
    else if (!skipValue(cursor, type)) return { kind: 'unknownVersion' }
  }
  let dataBytes = 0
  const tensorNames: string[] = []
  for (let i = 0; i < tensorCount; i++) {
    tensorNames.push(cursor.string())
    dataBytes = Math.max(dataBytes, tensorEnd(cursor))
  }
  return { kind: 'read', bytesNeeded: Math.ceil(cursor.offset / alignment) * alignment + dataBytes, texts, tensorNames }
}

/** Keys that say what a file is, such as `general.architecture`: GGUF's specification, docs/gguf.md of ggml. */
const tellsWhatItIs = /^(?:general|adapter)\./

/** Where a tensor, whose name was read, ends within the data. Of a type that is not known only its start counts. */
function tensorEnd(cursor: GgufCursor): number {
  const dimensions = cursor.uint32()
  let values = 1
  for (let i = 0; i < dimensions; i++) values *= cursor.uint64()
  const [valuesInBlock, blockBytes] = blocks[cursor.uint32()] ?? [1, 0]
  return cursor.uint64() + Math.ceil(values / valuesInBlock) * blockBytes
}
