import type { Engine } from '../../engine/engine.ts'
import type { MeasuredSpeed } from '../../protocol/doctor.ts'
import type { RequestFigures } from '../../protocol/figures.ts'

/** Made up, so that no code of the user's is used. */
const prompts = [1, 4, 24].map((lines) =>
  Array.from({ length: lines }, (_, i) => `export const square${i} = (n: number) => n * n + ${lines}${i}\n`).join(''),
)
const budgetMs = 5_000
/** A longer prompt tells more, where it is evaluated within about a second. */
const tokensOfLine = 20
/** Between two looks at the clock. */
const tokensAtOnce = 8
const fewTokensAtOnce = 2
const fewBelowTokensPerSecond = 10

/**
 * How fast the engine reads a prompt and writes, measured for five seconds, or as long as a slow engine takes for its first tokens. The lane is
 * the user's own: what is typed meanwhile goes before.
 */
export async function measureSpeed(engine: Engine, now: () => number, signal: AbortSignal): Promise<MeasuredSpeed> {
  // The first request warms caches up, and has a driver compile its programs.
  await askOnce(engine, 'export', 1, signal)
  const start = now()
  let read = 0
  let prompt = ''
  for (const next of prompts) {
    const predictedTokens = (next.length / (prompts[0]?.length ?? 1)) * tokensOfLine
    if (prompt !== '' && read < predictedTokens) break
    prompt = next
    read = await prefill(engine, prompt, signal)
  }
  let tokens = 0
  let ms = 0
  do {
    // The prompt is in the KV cache, so that this only writes.
    const figures = await askOnce(engine, prompt, read < fewBelowTokensPerSecond ? fewTokensAtOnce : tokensAtOnce, signal)
    tokens += figures.generatedTokens
    ms += figures.ms
  } while (now() - start < budgetMs && tokens > 0)
  return { promptTokensPerSecond: read, generatedTokensPerSecond: perSecond(tokens, ms) }
}

async function prefill(engine: Engine, text: string, signal: AbortSignal): Promise<number> {
  const { promptTokens, cachedTokens, ms } = await askOnce(engine, text, 1, signal)
  return perSecond(promptTokens - cachedTokens, ms)
}

/** One digit more than a whole number where it is small. */
function perSecond(tokens: number, ms: number): number {
  const speed = (tokens / Math.max(ms, 1)) * 1000
  return speed < 10 ? Math.round(speed * 10) / 10 : Math.round(speed)
}

async function askOnce(engine: Engine, text: string, maxTokens: number, signal: AbortSignal): Promise<RequestFigures> {
  const request = { lane: 'user', sequence: 'completion', prompt: { kind: 'text', text }, maxTokens } as const
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'end') return delta.figures
  throw new Error('the engine ended an answer without its figures')
}
