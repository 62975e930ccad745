import { open } from 'node:fs/promises'

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
/** Deeper arrays than any model has; a hostile file must not exhaust the stack. */
const deepestArray = 8

function parse(bytes: Buffer): GgufExtent {
  if (bytes.length < 4 || bytes.toString('latin1', 0, 4) !== 'GGUF') return { kind: 'notGguf' }
  try {
    return parseHeader(new Cursor(bytes, 4))
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'cut' }
    throw error
  }
}

function parseHeader(cursor: Cursor): GgufExtent {
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
    else if (!skipValue(cursor, type, 0)) return { kind: 'unknownVersion' }
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
function tensorEnd(cursor: Cursor): number {
  const dimensions = cursor.uint32()
  let values = 1
  for (let i = 0; i < dimensions; i++) values *= cursor.uint64()
  const [valuesInBlock, blockBytes] = blocks[cursor.uint32()] ?? [1, 0]
  return cursor.uint64() + Math.ceil(values / valuesInBlock) * blockBytes
}

/** False for a type that does not exist, after which nothing can be read. */
function skipValue(cursor: Cursor, type: number, depth: number): boolean {
  const width = valueBytes[type]
  if (width !== undefined) {
    cursor.skip(width)
  } else if (type === valueType.string) {
    cursor.skip(cursor.uint64())
  } else if (type === valueType.array && depth < deepestArray) {
    return skipArray(cursor, depth)
  } else {
    return false
  }
  return true
}

function skipArray(cursor: Cursor, depth: number): boolean {
  const type = cursor.uint32()
  const count = cursor.uint64()
  const width = valueBytes[type]
  if (width !== undefined) {
    cursor.skip(count * width)
    return true
  }
  for (let i = 0; i < count; i++) if (!skipValue(cursor, type, depth + 1)) return false
  return true
}

/** Reads little-endian numbers one after the other; a RangeError says that the bytes have come to their end. */
class Cursor {
  readonly #bytes: Buffer
  offset: number

  constructor(bytes: Buffer, offset: number) {
    this.#bytes = bytes
    this.offset = offset
  }

  skip(count: number): void {
    if (this.offset + count > this.#bytes.length) throw new RangeError('the file ends within its header')
    this.offset += count
  }

  uint32(): number {
    const value = this.#bytes.readUInt32LE(this.offset)
    this.offset += 4
    return value
  }

  /** As a double: exact up to 2^53, and larger ones are past the end of any file. */
  uint64(): number {
    const low = this.uint32()
    return this.uint32() * 2 ** 32 + low
  }

  string(): string {
    const length = this.uint64()
    const start = this.offset
    this.skip(length)
    return this.#bytes.toString('utf8', start, this.offset)
  }
}

// Numbers of the types: gguf_type of llama.cpp's ggml/include/gguf.h.
const valueType = { uint32: 4, string: 8, array: 9 }
const valueBytes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 }

/** Values in a block and its bytes, by ggml_type: GGML_QUANT_SIZES of llama.cpp's gguf-py/gguf/constants.py. */
const blocks: Readonly<Record<number, readonly [values: number, bytes: number]>> = {
  0: [1, 4], // F32
  1: [1, 2], // F16
  2: [32, 18], // Q4_0
  3: [32, 20], // Q4_1
  6: [32, 22], // Q5_0
  7: [32, 24], // Q5_1
  8: [32, 34], // Q8_0
  10: [256, 84], // Q2_K
  11: [256, 110], // Q3_K
  12: [256, 144], // Q4_K
  13: [256, 176], // Q5_K
  14: [256, 210], // Q6_K
  15: [256, 292], // Q8_K
  16: [256, 66], // IQ2_XXS
  17: [256, 74], // IQ2_XS
  18: [256, 98], // IQ3_XXS
  19: [256, 50], // IQ1_S
  20: [32, 18], // IQ4_NL
  21: [256, 110], // IQ3_S
  22: [256, 82], // IQ2_S
  23: [256, 136], // IQ4_XS
  24: [1, 1], // I8
  25: [1, 2], // I16
  26: [1, 4], // I32
  27: [1, 8], // I64
  28: [1, 8], // F64
  29: [256, 56], // IQ1_M
  30: [1, 2], // BF16
  34: [256, 54], // TQ1_0
  35: [256, 66], // TQ2_0
  39: [32, 17], // MXFP4
  40: [64, 36], // NVFP4
  41: [128, 18], // Q1_0
}
