import { blocks, GgufCursor, skipValue, valueType } from '../ggufCursor.ts'

/** What a GGUF header says, to be written again with changes. */
export interface GgufHeader {
  readonly version: number
  readonly alignment: number
  readonly values: readonly GgufEntry[]
  readonly tensors: readonly GgufTensor[]
}

/** A header as it stands in a file. */
export interface GgufIndex extends GgufHeader {
  /** Where the tensors' data begin in the file, in bytes. */
  readonly dataStart: number
}

/** A key with its value, as bytes. */
export interface GgufEntry {
  readonly key: string
  /** Type and value, as they stand behind the key. */
  readonly raw: Buffer
}

export interface GgufTensor {
  readonly name: string
  readonly dimensions: readonly number[]
  /** Number of ggml_type. */
  readonly type: number
  /** From the start of the data, in bytes. */
  readonly offset: number
  readonly bytes: number
}

const defaultAlignment = 32

/** Reads an index from the first bytes of a file. `cut`: it goes on behind them. `unreadable`: a form or number format that is not known here. */
export function readGgufIndex(head: Buffer): GgufIndex | 'cut' | 'unreadable' {
  try {
    return parse(head, new GgufCursor(head, 4))
  } catch (error) {
    if (error instanceof RangeError) return 'cut'
    throw error
  }
}

function parse(head: Buffer, cursor: GgufCursor): GgufIndex | 'unreadable' {
  const version = cursor.uint32()
  if (head.toString('latin1', 0, 4) !== 'GGUF' || (version !== 2 && version !== 3)) return 'unreadable'
  const tensorCount = cursor.uint64()
  const valueCount = cursor.uint64()
  const values: GgufEntry[] = []
  for (let i = 0; i < valueCount; i++) {
    const key = cursor.string()
    const start = cursor.offset
    if (!skipValue(cursor, cursor.uint32())) return 'unreadable'
    values.push({ key, raw: head.subarray(start, cursor.offset) })
  }
  const tensors: GgufTensor[] = []
  for (let i = 0; i < tensorCount; i++) {
    const tensor = readTensor(cursor)
    if (tensor === undefined) return 'unreadable'
    tensors.push(tensor)
  }
  const alignment = numberOf(values, 'general.alignment') ?? defaultAlignment
  return { version, alignment, values, tensors, dataStart: Math.ceil(cursor.offset / alignment) * alignment }
}

function readTensor(cursor: GgufCursor): GgufTensor | undefined {
  const name = cursor.string()
  const dimensions = Array.from({ length: Math.min(cursor.uint32(), 8) }, () => cursor.uint64())
  const type = cursor.uint32()
  const bytes = tensorBytes(type, dimensions)
  return bytes === undefined ? undefined : { name, dimensions, type, offset: cursor.uint64(), bytes }
}

/** Undefined for a type that is not known. */
export function tensorBytes(type: number, dimensions: readonly number[]): number | undefined {
  const block = blocks[type]
  return block && Math.ceil(dimensions.reduce((product, size) => product * size, 1) / block[0]) * block[1]
}

/** A whole number of 16 or 32 bits by its key. */
export function numberOf(values: readonly GgufEntry[], key: string): number | undefined {
  const raw = values.find((entry) => entry.key === key)?.raw
  const type = raw?.readUInt32LE(0)
  if (raw === undefined || type === undefined) return undefined
  return wholeNumbers.has(type) ? new GgufCursor(raw, 4).number(type) : undefined
}

const wholeNumbers: ReadonlySet<number> = new Set([valueType.uint16, valueType.uint32, valueType.int32])

/** A 32-bit number as it stands behind its key. */
export function uint32Entry(key: string, value: number): GgufEntry {
  const raw = Buffer.alloc(8)
  raw.writeUInt32LE(valueType.uint32, 0)
  raw.writeUInt32LE(value, 4)
  return { key, raw }
}

/** The bytes of a header, up to where the tensors' data begin. Offsets follow from sizes and alignment. */
export function headerBytes(
  { version, alignment, values }: Omit<GgufHeader, 'tensors'>,
  tensors: readonly Omit<GgufTensor, 'offset'>[],
): Buffer {
  const parts: Buffer[] = [Buffer.from('GGUF'), uint32(version), uint64(tensors.length), uint64(values.length)]
  for (const { key, raw } of values) parts.push(text(key), raw)
  let offset = 0
  for (const { name, dimensions, type, bytes } of tensors) {
    parts.push(text(name), uint32(dimensions.length), ...dimensions.map(uint64), uint32(type), uint64(offset))
    offset += aligned(bytes, alignment)
  }
  const head = Buffer.concat(parts)
  return Buffer.concat([head, Buffer.alloc(aligned(head.length, alignment) - head.length)])
}

/** The next multiple of an alignment. */
export function aligned(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
