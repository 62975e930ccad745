import { type FileHandle, open } from 'node:fs/promises'
import type { Bilingual } from '../../protocol/displayLanguage.ts'
import { LatentError } from '../../protocol/errors.ts'
import { partsOf } from '../splitFiles.ts'
import { type GgufHeader, type GgufIndex, type GgufTensor, numberOf, readGgufIndex } from './ggufIndex.ts'

/** A model that is open for reading. */
export interface ModelParts {
  /** Of the one file that its files make. */
  readonly header: GgufHeader
  /** Bytes of a tensor's data. Rejects with a RangeError where the file became shorter. */
  read(tensor: GgufTensor, start: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

interface Part {
  readonly file: FileHandle
  readonly index: GgufIndex
}

const firstHeadBytes = 8 * 2 ** 20
const mostHeadBytes = 256 * 2 ** 20

/** What llama.cpp's gguf-split adds to each file (`LLM_KV_SPLIT_*` of its src/llama-arch.cpp). */
const splitKey = { number: 'split.no', count: 'split.count', tensors: 'split.tensors.count' } as const
const splitKeys: ReadonlySet<string> = new Set(Object.values(splitKey))

/** Opens a model, all its files where it is in several. Rejects with convertRefused, modelTruncated, or what opening a file rejects with. */
export async function openParts(path: string): Promise<ModelParts> {
  const files: FileHandle[] = []
  const close = async () => void (await Promise.all(files.map((file) => file.close())))
  try {
    const parts: Part[] = []
    for (const name of partsOf(path)) {
      const file = await open(name)
      files.push(file)
      parts.push({ file, index: await indexOf(file, name) })
    }
    return { header: joined(path, parts), read: readerOf(parts), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The first file has the values of all; each has tensors of its own, the first one perhaps none. */
function joined(path: string, parts: readonly Part[]): GgufHeader {
  const tensors = parts.flatMap(({ index }) => index.tensors)
  const [first] = parts
  if (first === undefined) throw new RangeError('a model has a file')
  const { version, alignment, values } = first.index
  if (parts.length > 1 && !belongTogether(parts, tensors)) {
    throw refused(path, { en: 'its files are not those of one model', zh: '其各文件不属于同一模型' })
  }
  return { version, alignment, values: values.filter(({ key }) => !splitKeys.has(key)), tensors }
}

function belongTogether(parts: readonly Part[], tensors: readonly GgufTensor[]): boolean {
  const numbered = parts.every(({ index: { values } }, at) => {
    return numberOf(values, splitKey.number) === at && numberOf(values, splitKey.count) === parts.length
  })
  const count = numberOf(parts[0]?.index.values ?? [], splitKey.tensors)
  return numbered && count === tensors.length && new Set(tensors.map(({ name }) => name)).size === count
}

function readerOf(parts: readonly Part[]): ModelParts['read'] {
  const partOf = new Map(parts.flatMap((part) => part.index.tensors.map((tensor) => [tensor, part] as const)))
  return async (tensor, start, length) => {
    const part = partOf.get(tensor)
    if (part === undefined) throw new RangeError(`${tensor.name} is of another model`)
    return await readBytes(part.file, part.index.dataStart + tensor.offset + start, length)
  }
}

async function indexOf(file: FileHandle, path: string): Promise<GgufIndex> {
  const { size } = await file.stat()
  for (let length = firstHeadBytes; ; length *= 4) {
    const index = readGgufIndex(await readBytes(file, 0, Math.min(length, size)))
    if (index === 'unreadable') throw refused(path, { en: 'its header is not readable here', zh: '其文件头无法读取' })
    if (index !== 'cut') return index
    if (length >= size || length > mostHeadBytes) throw LatentError.of('modelTruncated', path)
  }
}

async function readBytes(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) throw new RangeError('the file became shorter while it was read')
    done += bytesRead
  }
  return bytes
}

/** Why a model is not converted. */
export function refused(path: string, why: Bilingual): LatentError {
  return LatentError.of('convertRefused', path, why)
}
