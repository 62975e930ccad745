import { blocks } from '../ggufCursor.ts'
import { fromBfloat16, fromFloat16 } from './float16.ts'

type Block = (bytes: Buffer, start: number, out: Float32Array, at: number) => void

/** Values of a tensor whose numbers are stored as ggml stores them; undefined for a number format that is not read here. */
export function dequantise(type: number, bytes: Buffer): Float32Array | undefined {
  const [values, size] = blocks[type] ?? [1, 0]
  const read = readers[type]
  if (read === undefined) return undefined
  const count = bytes.length / size
  const out = new Float32Array(count * values)
  for (let block = 0; block < count; block++) read(bytes, block * size, out, block * values)
  return out
}

// The blocks are those of llama.cpp's ggml/src/ggml-common.h; the arithmetic is that of dequantize_row_* in ggml/src/ggml-quants.c.
const readers: Readonly<Record<number, Block>> = {
  0: (bytes, start, out, at) => {
    out[at] = bytes.readFloatLE(start)
  },
  1: (bytes, start, out, at) => {
    out[at] = fromFloat16(bytes.readUInt16LE(start))
  },
  30: (bytes, start, out, at) => {
    out[at] = fromBfloat16(bytes.readUInt16LE(start))
  },
  // Q4_0: a scale; 16 bytes with the first half of the numbers in their lower bits.
  2: (bytes, start, out, at) => nibbles(bytes, start + 2, out, at, half(bytes, start), -8 * half(bytes, start)),
  // Q4_1: a scale and a minimum.
  3: (bytes, start, out, at) => nibbles(bytes, start + 4, out, at, half(bytes, start), half(bytes, start + 2)),
  // Q5_0 and Q5_1: the fifth bits in 4 bytes before the others.
  6: (bytes, start, out, at) => {
    fifths(bytes, start + 2, start + 6, out, at, half(bytes, start), -16 * half(bytes, start))
  },
  7: (bytes, start, out, at) => fifths(bytes, start + 4, start + 8, out, at, half(bytes, start), half(bytes, start + 2)),
  8: (bytes, start, out, at) => {
    const scale = half(bytes, start)
    for (let i = 0; i < 32; i++) out[at + i] = scale * bytes.readInt8(start + 2 + i)
  },
  // Q4_K: scales and minima of 8 groups of 32 in 12 bytes, then the lower bits of each pair of groups side by side.
  12: (bytes, start, out, at) => {
    for (let group = 0; group < 8; group++) {
      const { scale, minimum } = groupOf(bytes, start, group)
      const from = start + 16 + 32 * (group >> 1)
      for (let i = 0; i < 32; i++) out[at + 32 * group + i] = scale * bits(bytes, from + i, 4 * (group & 1), 15) - minimum
    }
  },
  // Q5_K: the same, with the fifth bits in 32 bytes before the others.
  13: (bytes, start, out, at) => {
    for (let group = 0; group < 8; group++) {
      const { scale, minimum } = groupOf(bytes, start, group)
      const from = start + 48 + 32 * (group >> 1)
      for (let i = 0; i < 32; i++) {
        const value = bits(bytes, from + i, 4 * (group & 1), 15) + 16 * bits(bytes, start + 16 + i, group, 1)
        out[at + 32 * group + i] = scale * value - minimum
      }
    }
  },
  // Q6_K: 128 bytes of lower bits, 64 of upper ones, 16 scales of 8 bits, and their scale.
  14: (bytes, start, out, at) => {
    const whole = half(bytes, start + 208)
    for (let i = 0; i < 256; i++) {
      const part = i >> 7
      const quarter = (i >> 5) & 3
      const low = bits(bytes, start + 64 * part + 32 * (quarter & 1) + (i & 31), 4 * (quarter >> 1), 15)
      const high = bits(bytes, start + 128 + 32 * part + (i & 31), 2 * quarter, 3)
      out[at + i] = whole * bytes.readInt8(start + 192 + (i >> 4)) * (low + 16 * high - 32)
    }
  },
}

/** 32 numbers of 4 bits, in 16 bytes. */
function nibbles(bytes: Buffer, from: number, out: Float32Array, at: number, scale: number, minimum: number): void {
  for (let i = 0; i < 32; i++) out[at + i] = scale * bits(bytes, from + (i & 15), 4 * (i >> 4), 15) + minimum
}

/** The same with a fifth bit each. */
function fifths(bytes: Buffer, upper: number, from: number, out: Float32Array, at: number, scale: number, minimum: number): void {
  for (let i = 0; i < 32; i++) {
    const value = bits(bytes, from + (i & 15), 4 * (i >> 4), 15) + 16 * bits(bytes, upper + (i >> 3), i & 7, 1)
    out[at + i] = scale * value + minimum
  }
}

/** Scale and minimum of a group of Q4_K and Q5_K: 6 bits each, packed into 12 bytes (get_scale_min_k4 of ggml-quants.c). */
function groupOf(bytes: Buffer, start: number, group: number): { readonly scale: number; readonly minimum: number } {
  const packed = (at: number, shift: number, mask: number) => bits(bytes, start + 4 + at, shift, mask)
  const [scale, minimum] =
    group < 4
      ? [packed(group, 0, 63), packed(group + 4, 0, 63)]
      : [packed(group + 4, 0, 15) + 16 * packed(group - 4, 6, 3), packed(group + 4, 4, 15) + 16 * packed(group, 6, 3)]
  return { scale: half(bytes, start) * scale, minimum: half(bytes, start + 2) * minimum }
}

function bits(bytes: Buffer, at: number, shift: number, mask: number): number {
  return (bytes.readUInt8(at) >> shift) & mask
}

function half(bytes: Buffer, at: number): number {
  return fromFloat16(bytes.readUInt16LE(at))
}
