/** Reads little-endian numbers one after the other; a RangeError says that the bytes have come to their end. */
export class GgufCursor {
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

  /** A value of fixed width as a number; 64-bit integers as in `uint64`. */
  number(type: number): number {
    const { offset } = this
    const width = valueBytes[type] ?? 0
    this.skip(width)
    const bytes = this.#bytes
    switch (type) {
      case 0:
      case 7:
        return bytes.readUInt8(offset)
      case 1:
        return bytes.readInt8(offset)
      case 2:
        return bytes.readUInt16LE(offset)
      case 3:
        return bytes.readInt16LE(offset)
      case 5:
        return bytes.readInt32LE(offset)
      case 6:
        return bytes.readFloatLE(offset)
      case 10:
        return Number(bytes.readBigUInt64LE(offset))
      case 11:
        return Number(bytes.readBigInt64LE(offset))
      case 12:
        return bytes.readDoubleLE(offset)
      default:
        return bytes.readUInt32LE(offset)
    }
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

/** Deeper arrays than any model has; a hostile file must not exhaust the stack. */
const deepestArray = 8

/** False for a type that does not exist, after which nothing can be read. */
export function skipValue(cursor: GgufCursor, type: number, depth = 0): boolean {
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

function skipArray(cursor: GgufCursor, depth: number): boolean {
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

// Numbers of the types: gguf_type of llama.cpp's ggml/include/gguf.h.
export const valueType = { uint16: 2, uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const
/** Bytes of the values of fixed width. */
export const valueBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
}

/** Values in a block and its bytes, by ggml_type: GGML_QUANT_SIZES of llama.cpp's gguf-py/gguf/constants.py. */
export const blocks: Readonly<Record<number, readonly [values: number, bytes: number]>> = {
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
