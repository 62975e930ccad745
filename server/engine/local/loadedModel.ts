import { type ChatWrapper, GeneralChatWrapper, type LlamaContext, type LlamaModel, resolveChatWrapper } from 'node-llama-cpp'
import type { EngineInfo } from '../engine.ts'
import { adaptedKey, adaptersRefused, type CheckedAdapter, checkedAdapters, isOfAdapters } from './adapters.ts'
import { type Backend, openBackend } from './backend.ts'
import { DraftPlan } from './draftPlan.ts'
import { kvCacheBytesPerToken } from './kvCache.ts'
import { loadFailure, refuseTooBig } from './loadFailure.ts'
import type { EngineOptions } from './messages.ts'
import { ProcessorShare } from './processorShare.ts'
import { Sequences } from './sequences.ts'
import { Vocabulary } from './vocabulary.ts'
import { WarmSequence } from './warmSequence.ts'

/** A model in memory with its sequences: all that answering a request needs. */
export interface LoadedModel {
  readonly backend: Backend
  readonly model: LlamaModel
  readonly context: LlamaContext
  readonly chatWrapper: ChatWrapper
  readonly vocabulary: Vocabulary
  readonly sequences: Sequences
  readonly draftPlan: DraftPlan
  /** False where drafts are switched off, to compare. */
  readonly drafts: boolean
  readonly info: EngineInfo
  /** SHA-256 of each adapter's file that the model has loaded so far, in use or not, by path. */
  readonly adapterDigests: ReadonlyMap<string, string>
  /** Takes as many threads as cores are free now; to be called before and during requests. */
  adaptThreads(): void
}

/** Tokens evaluated between two looks at newer requests: about a quarter of a second on two cores, less on a GPU. */
const sliceTokens = { cpu: 64, gpu: 512 }

/** Documents that keep a KV cache each, so that going back to one costs nothing; and what they may take together. */
const recentDocuments = 3
const mostDocumentBytes = 512 * 2 ** 20

/** Weights below which more threads than one make it slower (measured with 5 MB on two free cores: 4 times as slow). */
const leastBytesToShare = 64 * 2 ** 20

/** Loads the backend, the model and its context. Rejects with a LatentError that names the file. */
export async function loadModel(options: EngineOptions, log: (line: string) => void): Promise<LoadedModel> {
  const backend = await openBackend(options.gpu, log)
  const onCpu = backend.name === 'cpu'
  const model = await openModel(backend, options)
  const share = new ProcessorShare(usefulCores(model, backend))
  return {
    backend,
    model,
    ...(await openSequences(backend, model, options, await adaptersFor(model, options))),
    chatWrapper: resolveChatWrapper(model) ?? new GeneralChatWrapper(),
    vocabulary: new Vocabulary(model),
    draftPlan: new DraftPlan(onCpu ? 'processor' : 'accelerator'),
    drafts: process.env.LATENT_NO_DRAFTS !== '1',
    adaptThreads: () => {
      if (onCpu) backend.llama.maxThreads = share.threads()
    },
  }
}

/**
 * The model with other adapters: a new context, while the weights stay in memory. No request may be under way. Rejects with
 * adapterUnusable; where it says that the adapter does not fit, the model is left without a context.
 */
export async function withAdapters(
  loaded: LoadedModel,
  options: EngineOptions,
  log: (line: string) => void,
): Promise<LoadedModel> {
  const { backend, model, context, adapterDigests } = loaded
  const adapters = await adaptersFor(model, options)
  // The old KV cache has to be free before the new one asks for memory.
  await context.dispose()
  const isChanged = adapters.some(({ path, digest }) => (adapterDigests.get(path) ?? digest) !== digest)
  if (isChanged) {
    // The library keeps a model's adapters by their paths for as long as the model lives.
    await model.dispose()
    return loadModel(options, log)
  }
  const opened = await openSequences(backend, model, options, adapters)
  return { ...loaded, ...opened, adapterDigests: new Map([...adapterDigests, ...opened.adapterDigests]) }
}

/** What depends on the adapters: the context with its sequences, and the name under which answers are kept. */
async function openSequences(
  backend: Backend,
  model: LlamaModel,
  options: EngineOptions,
  adapters: readonly CheckedAdapter[],
): Promise<Pick<LoadedModel, 'context' | 'sequences' | 'info' | 'adapterDigests'>> {
  const context = await openContext(backend, model, options)
  const slice = backend.name === 'cpu' ? sliceTokens.cpu : sliceTokens.gpu
  const sequence = () => new WarmSequence(context.getSequence(), slice)
  const review = sequence()
  return {
    context,
    sequences: new Sequences(review, Array.from({ length: context.totalSequences - 1 }, sequence)),
    info: describe(options, backend, model, context, adapters),
    adapterDigests: new Map(adapters.map(({ path, digest }) => [path, digest])),
  }
}

function adaptersFor(model: LlamaModel, { adapters = [] }: EngineOptions): Promise<readonly CheckedAdapter[]> {
  return checkedAdapters(adapters, model.fileInfo.metadata.general.architecture)
}

/** Threads that share a step wait for each other at every layer, which takes longer than the work of a small model. */
function usefulCores(model: LlamaModel, backend: Backend): number {
  return model.size < leastBytesToShare ? 1 : backend.llama.cpuMathCores
}

async function openModel(backend: Backend, options: EngineOptions): Promise<LlamaModel> {
  await refuseTooBig(options, await backend.llama.getVramState())
  try {
    return await backend.llama.loadModel({
      modelPath: options.modelPath,
      ...(options.gpuLayers >= 0 ? { gpuLayers: options.gpuLayers } : {}),
    })
  } catch (error) {
    throw await loadFailure(error, options)
  }
}

/** With a cache for several documents where that fits into memory, else for one. Rejects with a LatentError. */
async function openContext(backend: Backend, model: LlamaModel, options: EngineOptions): Promise<LlamaContext> {
  const contextSize = Math.min(options.contextSize, model.trainContextSize)
  const open = (documents: number) =>
    model.createContext({
      sequences: 1 + documents,
      contextSize,
      // More threads than cores are ruinous (measured: 60 tokens/s with 2 threads on two cores, 0.4 with 4, the library's default).
      threads: usefulCores(model, backend),
      ...kvCacheType(options.kvCacheType),
      ...adapterOptions(options),
    })
  const bytes = contextSize * kvCacheBytesPerToken(model.fileInfo, options.kvCacheType)
  const documents = Math.max(1, Math.min(recentDocuments, Math.floor(mostDocumentBytes / bytes)))
  try {
    return await open(documents)
  } catch (error) {
    if (isOfAdapters(error)) throw adaptersRefused(options.adapters ?? [])
    if (documents === 1) throw await loadFailure(error, options)
    return await open(1).catch(async (again: unknown) => {
      throw await loadFailure(again, options)
    })
  }
}

function kvCacheType(type: EngineOptions['kvCacheType']) {
  if (type === 'f16') return {}
  const name = type.toUpperCase() as 'Q8_0' | 'Q5_1' | 'Q4_0'
  // llama.cpp reads quantised values only with flash attention.
  return { experimentalKvCacheKeyType: name, experimentalKvCacheValueType: name, flashAttention: true }
}

function adapterOptions({ adapters = [] }: EngineOptions) {
  if (adapters.length === 0) return {}
  return { lora: { adapters: adapters.map(({ path, weight }) => ({ filePath: path, scale: weight })) } }
}

function describe(
  options: EngineOptions,
  backend: Backend,
  model: LlamaModel,
  context: LlamaContext,
  adapters: readonly CheckedAdapter[],
): EngineInfo {
  const infill = model.tokens.infill
  const { metadata } = model.fileInfo
  return {
    model: options.modelName,
    architecture: metadata.general.architecture,
    backend: backend.name,
    device: backend.device,
    backendReason: backend.reason,
    contextSize: context.contextSize,
    kvCacheBytesPerToken: kvCacheBytesPerToken(model.fileInfo, options.kvCacheType),
    calibrationKey: adaptedKey(
      modelKey(metadata.general.architecture, metadata.general.size_label ?? model.typeDescription),
      adapters,
    ),
    capabilities: { fim: infill.prefix !== null && infill.suffix !== null && infill.middle !== null, chat: true, score: true },
    ...(adapters.length === 0 ? {} : { adapters: adapters.map(({ name, digest, weight }) => ({ name, digest, weight })) }),
  }
}

function modelKey(architecture: string, size: string): string {
  return `${architecture} ${size}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')
}
