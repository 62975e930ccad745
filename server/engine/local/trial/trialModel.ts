import { toFloat16 } from '../../../models/convert/float16.ts'
import { aligned, type GgufEntry, headerBytes, uint32Entry } from '../../../models/convert/ggufIndex.ts'
import { ggml, quantise8 } from '../../../models/convert/splitUpProjection.ts'
import { valueType } from '../../../models/ggufCursor.ts'

/** Tokens, and numbers of a token's vector: each token is a direction of its own. */
const size = 64
/** A block of Q4_K, and the width of the feed-forward part. */
const wide = 256
/** Where a direction goes in the wide part: spread over all of a block. */
const spread = wide / size
const q4K = 12

/**
 * A language model of 100 kB in GGUF, of llama.cpp's architecture `llama`, which shows whether a backend computes: after the token `t` it says `tokenAfter(t)`.
 * One layer, its matrices in the number formats of real models (f16, q8_0, Q4_K). Attention, feed-forward and output each move a token on by a step or
 * two, so that the answer is another one where any of them is left out or wrong; the right one is ahead by 5 nats and more.
 */
export function trialModel(): Buffer {
  const tensors = [
    f16('token_embd.weight', size, size, (column) => column),
    ones('blk.0.attn_norm.weight'),
    // Each token looks at itself: the same direction before and after the rotation by its place.
    f16('blk.0.attn_q.weight', size, size, (column) => column),
    f16('blk.0.attn_k.weight', size, size, (column) => column),
    q8('blk.0.attn_v.weight', size, size, (column) => column),
    q8('blk.0.attn_output.weight', size, size, (column) => column + 1),
    ones('blk.0.ffn_norm.weight'),
    f16('blk.0.ffn_gate.weight', size, wide, (column) => column * spread),
    q8('blk.0.ffn_up.weight', size, wide, (column) => column * spread),
    { ...named('blk.0.ffn_down.weight', [wide, size], q4K), data: downward() },
    ones('output_norm.weight'),
    q8('output.weight', size, size, (column) => column + 2),
  ].map(({ name, dimensions, type, data }) => ({ name, dimensions, type, bytes: data.length, data }))
  const head = headerBytes({ version: 3, alignment, values: metadata() }, tensors)
  return Buffer.concat([
    head,
    ...tensors.flatMap(({ data }) => [data, Buffer.alloc(aligned(data.length, alignment) - data.length)]),
  ])
}

/** The step of the model: one of attention, one of feed-forward, two of the output. */
export function tokenAfter(token: number): number {
  return (token + 4) % size
}

/** A prompt of this many tokens, 32 at most: even ones, which share no pair of numbers that is rotated together. */
export function trialPrompt(tokens: number): readonly number[] {
  return Array.from({ length: tokens }, (_, index) => (2 * index) % size)
}

const alignment = 32

interface Tensor {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly type: number
  readonly data: Buffer
}

function named(name: string, dimensions: readonly number[], type: number): Omit<Tensor, 'data'> {
  return { name, dimensions, type }
}

function ones(name: string): Tensor {
  return { ...named(name, [size], ggml.f32), data: Buffer.from(new Float32Array(size).fill(1).buffer) }
}

function f16(name: string, columns: number, rows: number, rowOf: (column: number) => number): Tensor {
  const numbers = Uint16Array.from(moving(columns, rows, rowOf), toFloat16)
  return { ...named(name, [columns, rows], ggml.f16), data: Buffer.from(numbers.buffer) }
}

function q8(name: string, columns: number, rows: number, rowOf: (column: number) => number): Tensor {
  return { ...named(name, [columns, rows], ggml.q8_0), data: quantise8(moving(columns, rows, rowOf)) }
}

/** The matrix that takes each direction to another one: row after row, a single 1 in each column. */
function moving(columns: number, rows: number, rowOf: (column: number) => number): Float32Array {
  const numbers = new Float32Array(columns * rows)
  for (let column = 0; column < columns; column++) numbers[(rowOf(column) % rows) * columns + column] = 1
  return numbers
}

/** The way back from the wide part, a step on, in Q4_K: a block a row (ggml-common.h, block_q4_K), with 15 for the single 1 in it. */
function downward(): Buffer {
  const rows = Array.from({ length: size }, (_, row) => {
    const block = Buffer.alloc(144)
    block.writeUInt16LE(toFloat16(1 / 15), 0)
    // The scale 1 for each of the 8 groups, with the minimum 0: 6 bits each, as get_scale_min_k4 of ggml-quants.c reads them.
    block.fill(1, 4, 8)
    block.fill(1, 12, 16)
    const column = ((row + size - 1) % size) * spread
    const at = 16 + 32 * (column >> 6) + (column & 31)
    block.writeUInt8((column & 32) === 0 ? 0x0f : 0xf0, at)
    return block
  })
  return Buffer.concat(rows)
}

function metadata(): readonly GgufEntry[] {
  const numbers = {
    block_count: 1,
    context_length: 256,
    embedding_length: size,
    feed_forward_length: wide,
    vocab_size: size,
    'attention.head_count': 1,
    'attention.head_count_kv': 1,
    'rope.dimension_count': size,
  }
  return [
    textEntry('general.architecture', 'llama'),
    ...Object.entries(numbers).map(([key, value]) => uint32Entry(`llama.${key}`, value)),
    entry('llama.attention.layer_norm_rms_epsilon', valueType.float32, Buffer.from(new Float32Array([1e-6]).buffer)),
    textEntry('tokenizer.ggml.model', 'gpt2'),
    textEntry('tokenizer.ggml.pre', 'default'),
    listEntry(
      'tokenizer.ggml.tokens',
      Array.from({ length: size }, (_, token) => `t${token}`),
    ),
    listEntry('tokenizer.ggml.merges', ['t 1']),
    // Odd ones are never said after even ones.
    uint32Entry('tokenizer.ggml.bos_token_id', 1),
    uint32Entry('tokenizer.ggml.eos_token_id', 3),
  ]
}

function textEntry(key: string, value: string): GgufEntry {
  return entry(key, valueType.string, textBytes(value))
}

function listEntry(key: string, values: readonly string[]): GgufEntry {
  const head = Buffer.alloc(12)
  head.writeUInt32LE(valueType.string, 0)
  head.writeBigUInt64LE(BigInt(values.length), 4)
  return entry(key, valueType.array, Buffer.concat([head, ...values.map(textBytes)]))
}

function entry(key: string, type: number, value: Buffer): GgufEntry {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(type)
  return { key, raw: Buffer.concat([head, value]) }
}

function textBytes(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes])
}
