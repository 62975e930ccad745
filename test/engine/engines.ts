import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CompletionRequest, FimPrompt, TextDelta } from '../../server/engine/engine.ts'
import { type EngineOptions, LocalEngine, type LocalEngineDeps } from '../../server/engine/local/localEngine.ts'
import type { EngineState } from '../../server/engine/supervisedEngine.ts'
import { resolveModel } from '../../server/models/resolve.ts'
import { ModelStore } from '../../server/models/store.ts'
import type { RequestFigures } from '../../server/protocol/figures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const processPath = process.env.LATENT_DEV_ENGINE ?? `${root}dist/engine.js`

/** The engine as it is built, with a process of its own unless `deps` say otherwise; builds it where that was not done yet. */
export function newEngine(
  modelPath: string,
  options: Partial<EngineOptions> = {},
  deps: Partial<LocalEngineDeps> = {},
): LocalEngine {
  if (!existsSync(processPath)) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root })
  return new LocalEngine(
    {
      modelName: 'tested',
      modelPath,
      gpu: 'off',
      gpuLayers: 0,
      contextSize: 2048,
      kvCacheType: 'f16',
      flashAttention: 'auto',
      ...options,
    },
    { processPath, log: () => undefined, ...deps },
  )
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended but was not waited for yet still answers signals.
    return !existsSync(`/proc/${pid}/status`) || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Resolves when the process is gone; rejects where it stays. */
export async function gone(pid: number, longestMs = 60_000): Promise<void> {
  const end = Date.now() + longestMs
  while (isAlive(pid)) {
    if (Date.now() > end) throw new Error(`process ${pid} does not end`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
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
