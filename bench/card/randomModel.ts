import { createCipheriv } from 'node:crypto'
import { type FileHandle, open, rename } from 'node:fs/promises'
import type { ModelShape } from '../../server/models/catalogueEntry.ts'
import { toFloat16 } from '../../server/models/convert/float16.ts'
import { tokenizerMetadata } from '../../test/fixtures/deepseek2/model.ts'
import { makeVocabulary, type Vocabulary } from '../../test/fixtures/deepseek2/vocabulary.ts'
import { randomWeights } from '../../test/fixtures/deepseek2/weights.ts'
import { shapeParts } from '../../test/fixtures/gguf/shapes.ts'
import { ggufHead, type TensorPlace, tensorBytesOf } from '../../test/fixtures/gguf/writer.ts'

/** ggml's block_q4_0: a half float that 32 numbers of 4 bits, less 8, are multiplied with. */
const block = { numbers: 32, bytes: 18 }
/** Standard deviation of a number of 4 bits, less 8, where all sixteen are equally frequent. */
const nibbleDeviation = Math.sqrt((16 ** 2 - 1) / 12)
/** A prime, so that no two experts begin at the same place of the pattern. */
const blocksInPattern = 262_139

/**
 * Writes a model that is as large and as fast as a real one of this shape, in 4 bits (Q4_0), and has random weights: it routes to all of its
 * experts and says nothing of sense. It never ends by itself. Rejects with what writing rejects with.
 */
export async function writeRandomModel(path: string, shape: ModelShape): Promise<void> {
  const { metadata, tensors } = shapeParts(shape, { weights: 'q4_0' })
  const vocabulary = filledUp(makeVocabulary(), shape.vocabulary)
  const { head } = ggufHead({ ...metadata, ...tokenizerMetadata(vocabulary) }, tensors)
  const pattern = randomPattern()
  const file = await open(`${path}.part`, 'w')
  try {
    await file.write(head)
    for (const [index, tensor] of tensors.entries()) await writeTensor(file, tensor, index, pattern, vocabulary)
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

/** As many tokens as the real vocabulary has: the others are words that no text is split into. */
function filledUp({ tokens, types, merges, isText }: Vocabulary, count: number): Vocabulary {
  const more = Array.from({ length: count - tokens.length }, (_, index) => `w${index}`)
  return {
    tokens: [...tokens, ...more],
    types: [...types, ...more.map(() => 1)],
    merges,
    isText: [...isText, ...more.map(() => true)],
  }
}

async function writeTensor(
  file: FileHandle,
  tensor: TensorPlace,
  index: number,
  pattern: Buffer,
  { isText }: Vocabulary,
): Promise<void> {
  const [width = 1] = tensor.shape
  if (tensor.type !== 'q4_0') return await writeFloats(file, tensor, index)
  const isEmbedding = tensor.name === 'token_embd.weight'
  scale(pattern, (isEmbedding ? 1 : 1 / Math.sqrt(width)) / nibbleDeviation)
  const bytes = tensorBytesOf(tensor)
  const rowBytes = (width / block.numbers) * block.bytes
  for (let done = 0, piece = index; done < bytes; piece++) {
    const from = ((piece * 7919) % blocksInPattern) * block.bytes
    const part = Buffer.from(pattern.subarray(from, from + Math.min(pattern.length - from, bytes - done)))
    // A logit of 0 is never the highest of so many.
    if (tensor.name === 'output.weight') silence(part, done, rowBytes, isText)
    await file.write(part)
    done += part.length
  }
}

/** Sets the part of rows whose token is no text to 0. */
function silence(part: Buffer, offset: number, rowBytes: number, isText: readonly boolean[]): void {
  for (let row = Math.floor(offset / rowBytes); row * rowBytes < offset + part.length; row++) {
    if (isText[row] !== true) part.fill(0, Math.max(0, row * rowBytes - offset), (row + 1) * rowBytes - offset)
  }
}

/** Vectors are norms, which change nothing; the only matrices that are not quantised choose the experts. */
async function writeFloats(file: FileHandle, { name, shape }: TensorPlace, index: number): Promise<void> {
  const count = shape.reduce((product, size) => product * size, 1)
  const values =
    shape.length === 1
      ? new Float32Array(count).fill(1)
      : randomWeights(`${index} ${name}`, count, 1 / Math.sqrt(shape[0] ?? count))
  await file.write(Buffer.from(values.buffer))
}

/** The same in every run: a cipher's stream. */
function randomPattern(): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  return cipher.update(Buffer.alloc(blocksInPattern * block.bytes))
}

function scale(pattern: Buffer, factor: number): void {
  const half = toFloat16(factor)
  for (let at = 0; at < pattern.length; at += block.bytes) pattern.writeUInt16LE(half, at)
}
