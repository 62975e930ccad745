import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CompletionRequest, FimPrompt, TextDelta } from '../../server/engine/engine.ts'
import { type EngineOptions, type EngineState, LocalEngine } from '../../server/engine/local/localEngine.ts'
import { resolveModel } from '../../server/models/resolve.ts'
import { ModelStore } from '../../server/models/store.ts'
import type { RequestFigures } from '../../server/protocol/figures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const processPath = process.env.LATENT_DEV_ENGINE ?? `${root}dist/engine.js`

/** The engine as it is built; builds it where that was not done yet. */
export function newEngine(modelPath: string, options: Partial<EngineOptions> = {}): LocalEngine {
  if (!existsSync(processPath)) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root })
  return new LocalEngine(
    { modelName: 'tested', modelPath, gpu: 'off', gpuLayers: 0, contextSize: 2048, kvCacheType: 'f16', ...options },
    { processPath, log: () => undefined },
  )
}

/** The starter model's file. Rejects with the way to get it where it is not on this machine. */
export async function starterModel(): Promise<string> {
  return (await resolveModel('starter', new ModelStore(ModelStore.defaultFolder(process.env)))).path
}

/** Resolves when the state is one of these. */
export function stateOf<K extends EngineState['kind']>(
  engine: LocalEngine,
  ...kinds: K[]
): Promise<Extract<EngineState, { kind: K }>> {
  const isWanted = (state: EngineState): state is Extract<EngineState, { kind: K }> => (kinds as string[]).includes(state.kind)
  return new Promise((resolve) => {
    const look = (state: EngineState) => {
      if (!isWanted(state)) return
      listening.dispose()
      resolve(state)
    }
    const listening = engine.onState(look)
    look(engine.state)
  })
}

export interface Answer {
  readonly text: string
  readonly reason: string
  readonly figures: RequestFigures
}

export async function answerOf(deltas: AsyncIterable<TextDelta>, onText: () => void = () => undefined): Promise<Answer> {
  let text = ''
  for await (const delta of deltas) {
    if (delta.kind === 'end') return { text, reason: delta.reason, figures: delta.figures }
    text += delta.text
    onText()
  }
  throw new Error(`the answer has no end: ${text}`)
}

export const never = new AbortController().signal

export function fim(prefix: string, typed: string, suffix = '\n'): FimPrompt {
  return { kind: 'fim', prefix, typed, suffix }
}

export function completion(prompt: CompletionRequest['prompt'], more: Partial<CompletionRequest> = {}): CompletionRequest {
  return { lane: 'interactive', sequence: 'completion', prompt, maxTokens: 12, ...more }
}

export const evaluated = ({ promptTokens, cachedTokens }: RequestFigures): number => promptTokens - cachedTokens
