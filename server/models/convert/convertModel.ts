import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PartFile } from '../partFile.ts'
import { checkedBytes } from '../resolve.ts'
import { ModelStore } from '../store.ts'
import { aligned, headerBytes } from './ggufIndex.ts'
import { type ModelParts, openParts, refused } from './modelParts.ts'
import { type NewLayout, type NewTensor, newLayoutOf } from './newLayout.ts'
import { keysOf, valuesOf } from './splitUpProjection.ts'

const pieceBytes = 4 * 2 ** 20

/**
 * Writes a DeepSeek-V2 model of the old layout anew in the one with which llama.cpp keeps the small latent cache, as one file where it was in several. Nothing
 * half is ever at `target`; the old files stay as they are. `onBytes` is told how many of how many bytes are written. Rejects with convertRefused, noSpace,
 * diskFull, folderNotWritable, with what reading a model file rejects with, or when the signal is aborted.
 */
export async function convertModel(
  path: string,
  target: string,
  onBytes: (written: number, all: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await checkedBytes(path)
  if ((await stat(target).catch(() => undefined)) !== undefined) {
    throw refused(path, { en: `there is a file at ${target} already`, zh: `${target} 处已有文件` })
  }
  const old = await openParts(path)
  try {
    const layout = newLayoutOf(old.header)
    if (layout.kind === 'refused') throw refused(path, layout.why)
    await write({ old, layout, target, onBytes, signal })
  } finally {
    await old.close()
  }
}

interface Writing {
  readonly old: ModelParts
  readonly layout: Extract<NewLayout, { kind: 'new' }>
  readonly target: string
  readonly onBytes: (written: number, all: number) => void
  readonly signal: AbortSignal
}

async function write({ old, layout, target, onBytes, signal }: Writing): Promise<void> {
  const { header, tensors, sizes } = layout
  const head = headerBytes(header, tensors)
  const all = head.length + tensors.reduce((sum, { bytes }) => sum + aligned(bytes, header.alignment), 0)
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
        await part.append(Buffer.alloc(aligned(tensor.bytes, header.alignment) - tensor.bytes))
      }
    },
  )

  async function* dataOf({ from, part: which }: NewTensor): AsyncIterable<Buffer> {
    if (which === 'whole') {
      for (let at = 0; at < from.bytes; at += pieceBytes) yield await old.read(from, at, Math.min(pieceBytes, from.bytes - at))
      return
    }
    const whole = await old.read(from, 0, from.bytes)
    yield which === 'keys' ? keysOf(whole, from.type, sizes) : valuesOf(whole, from.type, sizes)
  }
}
