import { type Llama, LlamaLogLevel, type Token } from 'node-llama-cpp'
import { isSoftwareDevice, wrongNumbers } from '../backendProbe.ts'
import { softwareStepTokens } from '../softwareDriver.ts'
import { tokenAfter, trialPrompt } from './trialModel.ts'

/** More than 8 tokens in a step are multiplied by the code for matrices, single ones by that for vectors (ggml-cuda's MMVQ_MAX_BATCH_SIZE). */
const promptTokens = 32
/** One token a step is slow, and such a driver has no other code for more. */
const softwarePromptTokens = 4
const answeredTokens = 3

/**
 * Evaluates the trial model at `modelPath` with all of its layers on the devices of `llama`: a prompt in one step, then token by token. Resolves to what is
 * wrong, undefined where the numbers are right. Rejects, or ends the process, where the devices cannot do it.
 */
export async function computesWrongly(llama: Llama, devices: readonly string[], modelPath: string): Promise<string | undefined> {
  printDirectly(llama)
  const onProcessor = llama.gpu === false
  const software = devices.some(isSoftwareDevice)
  // What there is room for is seen by trying.
  const ignoreMemorySafetyChecks = true
  const model = await llama.loadModel({ modelPath, gpuLayers: onProcessor ? 0 : 'max', ignoreMemorySafetyChecks })
  const context = await model.createContext({
    contextSize: 128,
    batchSize: software ? softwareStepTokens : promptTokens,
    flashAttention: software ? false : 'auto',
    threads: 1,
    ignoreMemorySafetyChecks,
  })
  const prompt = trialPrompt(software ? softwarePromptTokens : promptTokens)
  let last = prompt.at(-1) ?? 0
  let answered = 0
  for await (const token of context.getSequence().evaluate(prompt as Token[], { temperature: 0 })) {
    if (token !== tokenAfter(last)) return wrongNumbers
    last = token
    answered += 1
    if (answered === answeredTokens) return undefined
  }
  return wrongNumbers
}

/**
 * Has native code print its errors by itself: what it hands to the logger first is lost when it ends the process in the next moment. The library offers no way
 * for that but its binding's own; without it the last line of the process has to do.
 */
function printDirectly(llama: Llama): void {
  llama.logLevel = LlamaLogLevel.error
  const { _bindings } = llama as unknown as { readonly _bindings?: { setLogger?(): void } }
  _bindings?.setLogger?.()
}
