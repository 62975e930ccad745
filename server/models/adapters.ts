import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path'
import type { Bilingual } from '../protocol/displayLanguage.ts'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import { type AdapterSetting, largestAdapterWeight } from '../protocol/settingKinds.ts'
import { readGgufExtent } from './ggufHeader.ts'
import { sha256Of } from './partFile.ts'
import { reasonOf } from './reason.ts'
import type { ModelStore } from './store.ts'

/** A LoRA adapter that is there and looks whole. */
export interface AdapterFile {
  /** The file's name without its ending. */
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** `general.architecture` of the model that it was trained for. */
  readonly architecture: string
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string
}

/**
 * The adapters that a setting names, with absolute paths. `~` is the home folder; a relative path counts only from `workingFolder`, which
 * the command line has and an editor does not: there it could lead into a workspace. Throws adapterUnusable.
 */
export function chosenAdapters(setting: readonly AdapterSetting[], workingFolder?: string): readonly Required<AdapterSetting>[] {
  return setting.map(({ path, weight = 1 }) => ({ path: absolute(path.trim(), workingFolder), weight }))
}

function absolute(path: string, workingFolder: string | undefined): string {
  if (/^~[\\/]/.test(path)) return join(homedir(), path.slice(2))
  if (isAbsolute(path)) return path
  if (path !== '' && workingFolder !== undefined) return resolve(workingFolder, path)
  throw unusable(path, { en: 'its path is not absolute', zh: '其路径不是绝对路径' })
}

/**
 * The adapters in an environment variable, for the command line: `PATH` or `PATH=WEIGHT`, several separated as in PATH
 * (`:`, on Windows `;`). Throws badArgument for a weight out of range.
 */
export function adaptersOfVariable(text: string, separator: string = delimiter): readonly AdapterSetting[] {
  return text
    .split(separator)
    .filter((word) => word.trim() !== '')
    .map((word) => {
      const [, path = word, weight] = /^(.*)=([^=]*)$/s.exec(word) ?? []
      return weight === undefined ? { path } : { path, weight: readWeight(weight) }
    })
}

function readWeight(text: string): number {
  const weight = text.trim() === '' ? Number.NaN : Number(text)
  if (weight >= 0 && weight <= largestAdapterWeight) return weight
  throw LatentError.of('badArgument', {
    en: `The weight "${text}" of an adapter is not a number from 0 to ${largestAdapterWeight}.`,
    zh: `适配器的权重“${text}”不是 0 到 ${largestAdapterWeight} 的数字。`,
  })
}

/**
 * Looks whether a file is a whole LoRA adapter for a model of this architecture; without one, for any. What it holds llama.cpp checks
 * against the model when it loads it. Rejects with adapterUnusable.
 */
export async function readAdapter(path: string, architecture?: string): Promise<AdapterFile> {
  try {
    const file = await stat(path)
    const extent = file.isFile() ? await readGgufExtent(path) : { kind: 'notGguf' as const }
    if (extent.kind !== 'read') throw unusable(path, { en: 'it is not a GGUF file', zh: '它不是 GGUF 文件' })
    if (file.size < extent.bytesNeeded) throw unusable(path, { en: 'it is incomplete', zh: '它不完整' })
    const { texts, tensorNames } = extent
    if (texts.get('general.type') !== 'adapter' || texts.get('adapter.type') !== 'lora') {
      throw unusable(path, { en: 'it is not a LoRA adapter', zh: '它不是 LoRA 适配器' })
    }
    const trainedFor = texts.get('general.architecture') ?? ''
    if (architecture !== undefined && trainedFor !== architecture) throw unusable(path, otherModel(trainedFor, architecture))
    const ignored = ignoredBy(trainedFor, tensorNames)
    if (ignored !== undefined) throw unusable(path, inPart(ignored, trainedFor))
    return {
      name: basename(path).replace(/\.gguf$/i, ''),
      path,
      bytes: file.size,
      architecture: trainedFor,
      digest: await sha256Of(path, new AbortController().signal),
    }
  } catch (error) {
    throw isLatentError(error) ? error : LatentError.of('adapterUnusable', path, reasonOf(error))
  }
}

/** The adapters among the files of the store, by name. */
export async function listAdapters(store: Pick<ModelStore, 'list'>): Promise<readonly AdapterFile[]> {
  const files = await Promise.all((await store.list()).map(({ path }) => readAdapter(path).catch(() => undefined)))
  return files.filter((file) => file !== undefined)
}

/**
 * The first matrix that an adapter changes and llama.cpp multiplies by without looking for adapters, so that only a part of what was
 * trained would act, without a word. Undefined: there is none. Of v0.5.0, by src/models/deepseek2.cpp; `test/engine/adapterTargets.test.ts`
 * tries each.
 */
export function ignoredBy(architecture: string, tensorNames: readonly string[]): string | undefined {
  if (architecture !== 'deepseek2') return undefined
  const changed = tensorNames.map((name) => name.replace(/^blk\.\d+\./, '').replace(/\.weight\.lora_[ab]$/, ''))
  return changed.find((matrix) => ignoredInDeepseek2.has(matrix))
}

const ignoredInDeepseek2 = new Set([
  ...['attn_q', 'attn_q_a', 'attn_q_b', 'attn_kv_a_mqa', 'attn_kv_b', 'attn_k_b', 'attn_v_b', 'output'],
])

function inPart(matrix: string, architecture: string): Bilingual {
  return {
    en: `it changes ${matrix}, which the engine does not let adapters change in ${architecture} models, so it would act only in part`,
    zh: `它更改 ${matrix}，而引擎不允许适配器在 ${architecture} 模型中更改该矩阵，因此只会部分生效`,
  }
}

function otherModel(trainedFor: string, loaded: string): Bilingual {
  return {
    en: `it was trained for a model of the architecture ${trainedFor}, and the model is of ${loaded}`,
    zh: `它是为架构为 ${trainedFor} 的模型训练的，而当前模型的架构为 ${loaded}`,
  }
}

function unusable(path: string, why: Bilingual): LatentError {
  return LatentError.of('adapterUnusable', path, why)
}
