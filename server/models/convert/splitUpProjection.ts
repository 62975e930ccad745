import { blocks } from '../ggufCursor.ts'
import { dequantise } from './dequantise.ts'
import { toFloat16 } from './float16.ts'

/** The up-projection of an attention: for each head `plainKey` rows of its key and `value` rows of its value, each `kvLoraRank` long. */
export interface UpProjection {
  readonly heads: number
  readonly kvLoraRank: number
  readonly plainKey: number
  readonly value: number
}

/** Numbers of ggml_type. */
export const ggml = { f32: 0, f16: 1, q8_0: 8, bf16: 30 } as const
const q8Block = 32

/**
 * How the keys' part is stored: exact numbers as they are, others as 8 bits, because the rows that they are quantised in become columns, and 128 numbers are
 * no whole block of the finer formats. Undefined for a format that is not read here.
 */
export function keyType(type: number, { plainKey }: UpProjection): number | undefined {
  if (type === ggml.f32 || type === ggml.f16 || type === ggml.bf16) return type
  return dequantise(type, Buffer.alloc(0)) === undefined || plainKey % q8Block !== 0 ? undefined : ggml.q8_0
}

/** The keys' part, each head's transposed: `modify_tensors` of llama.cpp's conversion/deepseek.py. `whole` are the bytes of the tensor. */
export function keysOf(whole: Buffer, type: number, sizes: UpProjection): Buffer {
  const numbers = transposed(dequantise(type, keyRows(whole, type, sizes)) ?? new Float32Array(), sizes)
  switch (type) {
    case ggml.f32:
      return Buffer.from(numbers.buffer)
    case ggml.f16:
      return Buffer.from(Uint16Array.from(numbers, toFloat16).buffer)
    case ggml.bf16:
      // The lower half of what was read from 16 bits is zero.
      return Buffer.from(Uint16Array.from(new Uint32Array(numbers.buffer), (bits) => bits >>> 16).buffer)
    default:
      return quantise8(numbers)
  }
}

/** The values' part: whole rows, so that they stay to the bit what they were. */
export function valuesOf(whole: Buffer, type: number, sizes: UpProjection): Buffer {
  return rowsOf(whole, type, sizes, sizes.plainKey, sizes.value)
}

function keyRows(whole: Buffer, type: number, sizes: UpProjection): Buffer {
  return rowsOf(whole, type, sizes, 0, sizes.plainKey)
}

/** Of each head `count` rows from the `first` one on. */
function rowsOf(
  whole: Buffer,
  type: number,
  { heads, kvLoraRank, plainKey, value }: UpProjection,
  first: number,
  count: number,
): Buffer {
  const [values, bytes] = blocks[type] ?? [1, 0]
  const row = (kvLoraRank / values) * bytes
  const parts = Array.from({ length: heads }, (_, head) => {
    const start = (head * (plainKey + value) + first) * row
    return whole.subarray(start, start + count * row)
  })
  return Buffer.concat(parts)
}

function transposed(rows: Float32Array, { heads, kvLoraRank, plainKey }: UpProjection): Float32Array {
  const out = new Float32Array(rows.length)
  for (let head = 0; head < heads; head++) {
    const start = head * plainKey * kvLoraRank
    for (let row = 0; row < plainKey; row++) {
      for (let rank = 0; rank < kvLoraRank; rank++) {
        out[start + rank * plainKey + row] = rows[start + row * kvLoraRank + rank] ?? 0
      }
    }
  }
  return out
}

/** Blocks of 32 numbers with one scale: quantize_row_q8_0_ref of llama.cpp's ggml/src/ggml-quants.c. */
export function quantise8(numbers: Float32Array): Buffer {
  const out = Buffer.alloc((numbers.length / q8Block) * (2 + q8Block))
  for (let block = 0; block < numbers.length / q8Block; block++) {
    const values = numbers.subarray(block * q8Block, (block + 1) * q8Block)
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127
    const at = block * (2 + q8Block)
    out.writeUInt16LE(toFloat16(scale), at)
    values.forEach((value, i) => {
      out.writeInt8(scale === 0 ? 0 : Math.round(value / scale), at + 2 + i)
    })
  }
  return out
}
