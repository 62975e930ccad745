import { LocalEngine } from '../../server/engine/local/localEngine.ts'
import type { EngineOptions } from '../../server/engine/local/messages.ts'
import type { RequestFigures } from '../../server/protocol/figures.ts'

/** What can be chosen of attention. */
export type Attention = Pick<EngineOptions, 'flashAttention' | 'kvCacheType'>

/** How fast a text of some length is read, and how fast it is gone on with then. */
export interface SpeedRow extends Attention {
  readonly promptTokens: number
  /** Tokens a second. */
  readonly reading: number
  readonly writing: number
  /** From asking with the text in the cache and one word more to the first token. */
  readonly firstMs: number
}

/** Several texts written at the same time, as `latent serve` does. */
export interface UsersRow {
  readonly users: number
  /** Tokens a second of all users together. */
  readonly writing: number
  /** The longest wait of a user for all of the text, reading included. */
  readonly longestMs: number
}

export type Load = Pick<EngineOptions, 'modelName' | 'modelPath' | 'gpu'>

const writtenTokens = 128
const never = new AbortController().signal

/** Each length once, the same text never twice. The first, short request is not counted: libraries are loaded by it. */
export async function measureSpeed(load: Load, attention: Attention, lengths: readonly number[]): Promise<readonly SpeedRow[]> {
  const contextSize = Math.max(...lengths) + 2 * writtenTokens + 64
  const engine = engineWith({ ...load, ...attention, contextSize })
  const rows: SpeedRow[] = []
  try {
    await complete(engine, await textOf(engine, 256, 0), 8)
    for (const [index, length] of lengths.entries()) {
      const text = await textOf(engine, length, index + 1)
      const read = await complete(engine, text, 1)
      const first = await complete(engine, `${text} return`, 1)
      const written = await complete(engine, text, writtenTokens)
      rows.push({
        ...attention,
        promptTokens: read.promptTokens,
        reading: ((read.promptTokens - read.cachedTokens) * 1000) / read.ms,
        writing: (written.generatedTokens * 1000) / written.ms,
        firstMs: first.ms,
      })
    }
  } finally {
    await engine.dispose()
  }
  return rows
}

/** So many users at once, each with a text of 512 tokens of its own. */
export async function measureUsers(load: Load, users: number): Promise<UsersRow> {
  const engine = engineWith({ ...load, flashAttention: 'auto', contextSize: 2048, kvCacheType: 'f16', parallel: users })
  try {
    const texts = await Promise.all(Array.from({ length: users }, (_, user) => textOf(engine, 512, user + 1)))
    await generate(engine, 'nobody', await textOf(engine, 64, 0), 8)
    const from = performance.now()
    const written = await Promise.all(texts.map((text, user) => generate(engine, `user ${user}`, text, writtenTokens)))
    const seconds = (performance.now() - from) / 1000
    const tokens = written.reduce((sum, { generatedTokens }) => sum + generatedTokens, 0)
    return { users, writing: tokens / seconds, longestMs: Math.max(...written.map(({ ms }) => ms)) }
  } finally {
    await engine.dispose()
  }
}

function engineWith(options: Omit<EngineOptions, 'gpuLayers'>): LocalEngine {
  const log = (line: string) => (process.env.LATENT_BENCH_LOG === undefined ? undefined : console.error(line))
  return new LocalEngine({ ...options, gpuLayers: options.gpu === 'off' ? 0 : -1 }, { processPath: 'dist/engine.js', log })
}

async function complete(engine: LocalEngine, text: string, maxTokens: number): Promise<RequestFigures> {
  const request = { lane: 'user', sequence: 'completion', prompt: { kind: 'text', text }, maxTokens } as const
  for await (const delta of engine.complete(request, never)) if (delta.kind === 'end') return delta.figures
  throw new Error('The engine ended a request without figures.')
}

async function generate(engine: LocalEngine, client: string, text: string, maxTokens: number): Promise<RequestFigures> {
  const request = { lane: 'user', client, prompt: { kind: 'text', text }, maxTokens, stop: [] } as const
  for await (const delta of engine.generate(request, never)) if (delta.kind === 'end') return delta.figures
  throw new Error('The engine ended a request without figures.')
}

const words =
  'add args await case class const count data default else error export file first for from function get id if import index item key last length let list map new next null number of open read result return set size start state string sum text then total type update user value while write'.split(
    ' ',
  )

/** About so many tokens of words in an order of its own. */
async function textOf(engine: LocalEngine, tokens: number, seed: number): Promise<string> {
  let state = seed * 2654435761 + 1
  const text = Array.from({ length: tokens }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return words[(state >>> 8) % words.length]
  }).join(' ')
  const [counted = tokens] = await engine.countTokens({ lane: 'user', texts: [text] }, never)
  return text.slice(0, Math.floor((text.length * tokens) / counted))
}
