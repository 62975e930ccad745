import { blocks, GgufCursor, skipValue, valueBytes, valueType } from './ggufCursor.ts'

/** What a GGUF header says of a model, without its vocabulary. */
export interface GgufDetails {
  /** Single values by key, for example `deepseek2.block_count`; 64-bit numbers as doubles. */
  readonly values: ReadonlyMap<string, string | number | boolean>
  /** Lengths of lists by key, for example `tokenizer.ggml.tokens`. */
  readonly listLengths: ReadonlyMap<string, number>
  readonly tensors: readonly GgufTensorInfo[]
}

export interface GgufTensorInfo {
  readonly name: string
  /** The dimension whose numbers are neighbours in memory first. */
  readonly dimensions: readonly number[]
  /** 0 where the type is not known. */
  readonly bytes: number
}

export type GgufReading =
  | { readonly kind: 'read'; readonly details: GgufDetails }
  /** The header goes on behind these bytes. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'notGguf' }
  | { readonly kind: 'unknownVersion' }

/** More tensors and values than any model has: a hostile header must not fill the memory. */
const mostEntries = 1_000_000
/** Longer texts, such as chat templates, say nothing about memory. */
const longestText = 256

/** Reads a header from the first bytes of a file. */
export function readGgufDetails(bytes: Buffer): GgufReading {
  if (bytes.length < 4) return { kind: 'cut' }
  if (bytes.toString('latin1', 0, 4) !== 'GGUF') return { kind: 'notGguf' }
  try {
    return parseHeader(new GgufCursor(bytes, 4))
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'cut' }
    throw error
  }
}

function parseHeader(cursor: GgufCursor): GgufReading {
  const version = cursor.uint32()
  if (version !== 2 && version !== 3) return { kind: 'unknownVersion' }
  const tensorCount = cursor.uint64()
  const valueCount = cursor.uint64()
  if (tensorCount > mostEntries || valueCount > mostEntries) return { kind: 'unknownVersion' }
  const values = new Map<string, string | number | boolean>()
  const listLengths = new Map<string, number>()
  for (let i = 0; i < valueCount; i++) {
    const key = cursor.string()
    const type = cursor.uint32()
    if (type === valueType.string) values.set(key, cursor.string().slice(0, longestText))
    else if (type === valueType.bool) values.set(key, cursor.number(type) !== 0)
    else if (valueBytes[type] !== undefined) values.set(key, cursor.number(type))
    else {
      if (type === valueType.array) listLengths.set(key, listLength(cursor))
      if (!skipValue(cursor, type)) return { kind: 'unknownVersion' }
    }
  }
  return { kind: 'read', details: { values, listLengths, tensors: Array.from({ length: tensorCount }, () => tensor(cursor)) } }
}

/** Looks at a list's length, which stands behind the type of its elements, and stays where it is. */
function listLength(cursor: GgufCursor): number {
  const { offset } = cursor
  cursor.uint32()
  const length = cursor.uint64()
  cursor.offset = offset
  return length
}

function tensor(cursor: GgufCursor): GgufTensorInfo {
  const name = cursor.string()
  const dimensions = Array.from({ length: Math.min(cursor.uint32(), 8) }, () => cursor.uint64())
  const [numbers, blockBytes] = blocks[cursor.uint32()] ?? [1, 0]
  cursor.uint64()
  return { name, dimensions, bytes: Math.ceil(dimensions.reduce((product, size) => product * size, 1) / numbers) * blockBytes }
}
