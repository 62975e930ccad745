import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Bilingual } from '../../protocol/displayLanguage.ts'
import { LatentError } from '../../protocol/errors.ts'
import { PartFile } from '../partFile.ts'
import { checkedBytes } from '../resolve.ts'
import { partsOf } from '../splitFiles.ts'
import { ModelStore } from '../store.ts'
import { aligned, type GgufIndex, headerBytes, readGgufIndex } from './ggufIndex.ts'
import { type NewLayout, type NewTensor, newLayoutOf } from './newLayout.ts'
import { keysOf, valuesOf } from './splitUpProjection.ts'

const pieceBytes = 4 * 2 ** 20
const firstHeadBytes = 8 * 2 ** 20
const mostHeadBytes = 256 * 2 ** 20

/**
 * Writes a DeepSeek-V2 model of the old layout anew in the one with which llama.cpp keeps the small latent cache. Nothing half is ever at `target`; the old file
 * stays as it is. `onBytes` is told how many of how many bytes are written. Rejects with convertRefused, noSpace, diskFull,
 * folderNotWritable, with what reading a model file rejects with, or when the signal is aborted.
 */
export async function convertModel(
  path: string,
  target: string,
  onBytes: (written: number, all: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await checkedBytes(path)
  if (partsOf(path).length > 1) throw refused(path, { en: 'it is in several files', zh: '它由多个文件组成' })
  if ((await stat(target).catch(() => undefined)) !== undefined) {
    throw refused(path, { en: `there is a file at ${target} already`, zh: `${target} 处已有文件` })
  }
  const file = await open(path)
  try {
    const old = await indexOf(file, path)
    const layout = newLayoutOf(old)
    if (layout.kind === 'refused') throw refused(path, layout.why)
    await write({ file, old, layout, target, onBytes, signal })
  } finally {
    await file.close()
  }
}

interface Writing {
  readonly file: FileHandle
  readonly old: GgufIndex
  readonly layout: Extract<NewLayout, { kind: 'new' }>
  readonly target: string
  readonly onBytes: (written: number, all: number) => void
  readonly signal: AbortSignal
}

async function write({ file, old, layout, target, onBytes, signal }: Writing): Promise<void> {
  const { index, tensors, sizes } = layout
  const head = headerBytes(index, tensors)
  const all = head.length + tensors.reduce((sum, { bytes }) => sum + aligned(bytes, index.alignment), 0)
  await new ModelStore(dirname(target)).requireSpace(basename(target), all)
  await PartFile.write(
    target,
    all,
    (size) => onBytes(size, all),
    async (part) => {
      await part.append(head)
      for (const tensor of tensors) {
        for await (const bytes of dataOf(tensor)) {
          signal.throwIfAborted()
          await part.append(bytes)
        }
        await part.append(Buffer.alloc(aligned(tensor.bytes, index.alignment) - tensor.bytes))
      }
    },
  )

  async function* dataOf({ from, part: which }: NewTensor): AsyncIterable<Buffer> {
    const start = old.dataStart + from.offset
    if (which === 'whole') {
      for (let at = 0; at < from.bytes; at += pieceBytes)
        yield await read(file, start + at, Math.min(pieceBytes, from.bytes - at))
      return
    }
    const whole = await read(file, start, from.bytes)
    yield which === 'keys' ? keysOf(whole, from.type, sizes) : valuesOf(whole, from.type, sizes)
  }
}

async function indexOf(file: FileHandle, path: string): Promise<GgufIndex> {
  const { size } = await file.stat()
  for (let length = firstHeadBytes; ; length *= 4) {
    const index = readGgufIndex(await read(file, 0, Math.min(length, size)))
    if (index === 'unreadable') throw refused(path, { en: 'its header is not readable here', zh: '其文件头无法读取' })
    if (index !== 'cut') return index
    if (length >= size || length > mostHeadBytes) throw LatentError.of('modelTruncated', path)
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) throw new RangeError('the file became shorter while it was read')
    done += bytesRead
  }
  return bytes
}

function refused(path: string, why: Bilingual): LatentError {
  return LatentError.of('convertRefused', path, why)
}
