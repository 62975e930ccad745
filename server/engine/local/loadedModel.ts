import {
  type ChatWrapper,
  GeneralChatWrapper,
  InsufficientMemoryError,
  type LlamaContext,
  type LlamaModel,
  resolveChatWrapper,
} from 'node-llama-cpp'
import type { StateKey } from '../../models/stateHead.ts'
import type { EngineInfo } from '../engine.ts'
import type { Pace } from '../rounds.ts'
import { adaptedKey, adaptersRefused, type CheckedAdapter, checkedAdapters, isOfAdapters } from './adapters.ts'
import type { Backend } from './backend.ts'
import { isSoftwareDevice } from './backendProbe.ts'
import { DraftPlan } from './draftPlan.ts'
import { KeptPrompts } from './keptPrompts.ts'
import { loadFailure, refuseTooBig } from './loadFailure.ts'
import { type ContextChoice, contextChoices, type LoadPlan, loadedAs, loadPlanOf } from './loadPlan.ts'
import type { EngineOptions } from './messages.ts'
import { type ModelTools, modelTools } from './modelTools.ts'
import { ProcessorShare } from './processorShare.ts'
import { inSequenceOrder, sequencesOfContext } from './sequenceOrder.ts'
import { Sequences } from './sequences.ts'
import { softwareStepTokens } from './softwareDriver.ts'
import { type StateOrigin, stateKeyOf } from './stateKey.ts'
import { type UserSlots, userSlots } from './userSlots.ts'
import { Vocabulary } from './vocabulary.ts'
import { WarmSequence } from './warmSequence.ts'
import { warmUp } from './warmUp.ts'

/** A model in memory with its sequences: all that answering a request needs. */
export interface LoadedModel {
  readonly model: LlamaModel
  readonly context: LlamaContext
  readonly contextChoice: ContextChoice
  readonly chatWrapper: ChatWrapper
  readonly vocabulary: Vocabulary
  readonly sequences: Sequences
  /** Sequences that the requests of a server's users get one each; undefined where it was loaded for one user. */
  readonly slots: UserSlots | undefined
  /** What a saved state has to agree in; undefined where states cannot be cut to what a prompt begins with, or the file cannot be read. */
  readonly stateKey: StateKey | undefined
  /** How the steps of the users of a server share the time. */
  readonly pace: Pace
  /** How the users of a server may have it ask for tools; undefined where it cannot, or was loaded for one user. */
  readonly tools: ModelTools | undefined
  readonly draftPlan: DraftPlan
  /** False where drafts are switched off, to compare, and where tokens are evaluated one by one. */
  readonly drafts: boolean
  readonly info: EngineInfo
  /** Takes as many threads as cores are free now; to be called before and during requests. */
  adaptThreads(): void
}

/** Tokens evaluated between two looks at newer requests: about a quarter of a second on two cores, less on a GPU. */
const sliceTokens = { cpu: 64, gpu: 512, software: softwareStepTokens }

/**
 * Tokens of one round of the users of a server. On two cores 32 take an eighth of a second, and not longer each than those of a larger batch, which pays on a GPU
 * alone.
 */
const roundTokens = { cpu: 32, gpu: 512, software: softwareStepTokens }

/** Documents that keep a KV cache each, so that going back to one costs nothing. */
const recentDocuments = 3
/** Reviews that keep one, so that two windows need not take it from each other. */
const recentReviews = 2

/** Weights below which more threads than one make it slower (measured with 5 MB on two free cores: 4 times as slow). */
const leastBytesToShare = 64 * 2 ** 20

/** The weights of a file in memory. Several contexts can share them. */
export interface Weights {
  readonly backend: Backend
  readonly model: LlamaModel
  /** With which options, and what the memory plan said of them; undefined where the file tells too little for one. */
  readonly planned: { readonly options: EngineOptions; readonly load: LoadPlan | undefined }
}

/** Makes a context with its sequences for weights that are in memory. Rejects with a LatentError that names the file, or the adapter. */
export async function openLoadedModel(weights: Weights, options: EngineOptions): Promise<LoadedModel> {
  const { backend, model } = weights
  const onCpu = backend.name === 'cpu'
  const driver = onCpu ? 'cpu' : isSoftwareDevice(backend.device) ? 'software' : 'gpu'
  const adapters = await checkedAdapters(options.adapters ?? [], model.fileInfo.metadata.general.architecture)
  const load = await planFor(weights, options)
  const { context, choice } = await openContext(backend, model, options, load)
  const share = new ProcessorShare(usefulCores(model, backend))
  const tools = (options.parallel ?? 0) > 0 ? modelTools(model) : undefined
  const held = sequencesOf(context, sliceTokens[driver], options)
  if (backend.name === 'cuda') await warmUp(held.sequences.of({ sequence: 'completion' }), model)
  return {
    model,
    context,
    contextChoice: choice,
    chatWrapper: resolveChatWrapper(model) ?? new GeneralChatWrapper(),
    vocabulary: new Vocabulary(model),
    ...held,
    // Of a step of a small model, what is the same for all its tokens takes most of the time.
    pace: { roundTokens: roundTokens[driver], isSharedFree: !onCpu || model.size < leastBytesToShare },
    stateKey: await stateKey({ backend, modelPath: options.modelPath, adapters, context }),
    tools,
    draftPlan: new DraftPlan(onCpu ? 'processor' : 'accelerator'),
    // Drafts are checked several at once.
    drafts: driver !== 'software' && process.env.LATENT_NO_DRAFTS !== '1',
    info: {
      ...describe(options, backend, model, context, adapters),
      ...(load === undefined ? {} : loadedAs(load, choice, model.gpuLayers)),
      ...(tools === undefined ? {} : { toolForm: tools.form }),
    },
    adaptThreads: () => {
      if (onCpu) backend.llama.maxThreads = share.threads()
    },
  }
}

/** Threads that share a step wait for each other at every layer, which takes longer than the work of a small model. */
function usefulCores(model: LlamaModel, backend: Backend): number {
  return model.size < leastBytesToShare ? 1 : backend.llama.cpuMathCores
}

/**
 * Loads the weights of a file as the memory plan says beside models that take `loadedBytes`. Rejects with a LatentError that names the file.
 * `log` gets the plan in one sentence.
 */
export async function openWeights(
  backend: Backend,
  options: EngineOptions,
  loadedBytes: number,
  log: (line: string) => void,
): Promise<Weights> {
  await refuseTooBig(options, await backend.llama.getVramState())
  const load = await loadPlanOf(backend, options, { loadedBytes })
  if (load !== undefined) log(`memory plan: ${load.sentence}`)
  const open = (gpuLayers: number | undefined) =>
    backend.llama.loadModel({ modelPath: options.modelPath, ...(gpuLayers === undefined ? {} : { gpuLayers }) })
  const asked = options.gpuLayers >= 0 ? options.gpuLayers : undefined
  const planned = asked ?? load?.plan.options.gpuLayers
  try {
    const model = await open(planned).catch(async (error: unknown) => {
      // What the plan found room for may have been taken since; node-llama-cpp finds less then.
      if (!(error instanceof InsufficientMemoryError) || planned === asked) throw error
      return await open(undefined)
    })
    return { backend, model, planned: { options, load } }
  } catch (error) {
    throw await loadFailure(error, options)
  }
}

/** The plan with which the weights were loaded; for other options another one, with the weights where they are. */
async function planFor({ backend, model, planned }: Weights, options: EngineOptions): Promise<LoadPlan | undefined> {
  const wishes = ({ contextSize, kvCacheType, flashAttention }: EngineOptions) =>
    JSON.stringify([contextSize, kvCacheType, flashAttention])
  if (wishes(options) === wishes(planned.options)) return planned.load
  return await loadPlanOf(
    backend,
    { ...options, gpuLayers: model.gpuLayers },
    { weightsOnGpu: planned.load?.plan.use.gpu.weights ?? 0 },
  )
}

/** A context as planned, or as much of it as there is memory for. Rejects with a LatentError. */
async function openContext(
  backend: Backend,
  model: LlamaModel,
  options: EngineOptions,
  load: LoadPlan | undefined,
): Promise<{ readonly context: LlamaContext; readonly choice: ContextChoice }> {
  let refused: unknown
  for (const choice of contextChoices(load, options, model.trainContextSize)) {
    try {
      const context = await model.createContext({
        sequences: choice.sequences,
        contextSize: choice.contextTokens,
        // More threads than cores are ruinous (measured: 60 tokens/s with 2 threads on two cores, 0.4 with 4, the library's default).
        threads: usefulCores(model, backend),
        batching: { itemPrioritizationStrategy: inSequenceOrder },
        ...kvCacheOptions(choice, options),
        ...adapterOptions(options),
      })
      return { context, choice }
    } catch (error) {
      if (isOfAdapters(error)) throw adaptersRefused(options.adapters ?? [])
      refused ??= error
    }
  }
  throw await loadFailure(refused, options)
}

async function stateKey(origin: StateOrigin): Promise<StateKey | undefined> {
  const { isHybrid, isRecurrent, swaSize } = origin.context.model.fileInsights
  if (isHybrid || isRecurrent || swaSize !== undefined) return undefined
  return await stateKeyOf(origin).catch(() => undefined)
}

function sequencesOf(
  context: LlamaContext,
  slice: number,
  { parallel = 0 }: EngineOptions,
): Pick<LoadedModel, 'sequences' | 'slots'> {
  const next = sequencesOfContext(context)
  const some = (length: number) => Array.from({ length }, () => new WarmSequence(next(), slice))
  if (parallel > 0) {
    const kept = new KeptPrompts()
    context.onDispose.createListener(() => kept.dispose())
    return { sequences: new Sequences(some(1), some(1)), slots: userSlots(some(parallel), kept) }
  }
  const forReviews = context.totalSequences < recentDocuments + recentReviews ? 1 : recentReviews
  return { sequences: new Sequences(some(forReviews), some(context.totalSequences - forReviews)), slots: undefined }
}

function kvCacheOptions({ kvCacheType }: ContextChoice, { flashAttention }: EngineOptions) {
  // By itself node-llama-cpp leaves flash attention out for latent attention, whose keys are longer than its values. llama.cpp has it, and
  // without it the buffers of a step grow with the context: 1.2 GB instead of 0.24 for DeepSeek-V2-Lite and 32,768 tokens.
  if (kvCacheType === 'f16') return { flashAttention: flashAttention === 'auto' ? ('auto' as const) : flashAttention === 'on' }
  const name = kvCacheType.toUpperCase() as 'Q8_0' | 'Q5_1' | 'Q4_0'
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
