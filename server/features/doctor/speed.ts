import type { Engine } from '../../engine/engine.ts'
import type { MeasuredSpeed } from '../../protocol/doctor.ts'
import type { RequestFigures } from '../../protocol/figures.ts'

/** Long enough to fill several slices, made up so that no code of the user's is used. */
const longPrompt = Array.from({ length: 24 }, (_, i) => `export const square${i} = (n: number) => n * n + ${i}\n`).join('')
const shortPrompt = longPrompt.slice(0, longPrompt.length / 6)
/** Above it a prompt six times as long is evaluated in about a second. */
const fastTokensPerSecond = 60
/** Short, so that the measurement ends in time on a slow machine. */
const tokensAtOnce = 8
const budgetMs = 5_000

/**
 * How fast the engine reads a prompt and writes, measured for five seconds, or as long as a slow engine takes for its first tokens. The lane is
 * the user's own: what is typed meanwhile goes before.
 */
export async function measureSpeed(engine: Engine, now: () => number, signal: AbortSignal): Promise<MeasuredSpeed> {
  const start = now()
  // The first request warms caches up.
  await askOnce(engine, 'export', 1, signal)
  const short = await prefill(engine, shortPrompt, signal)
  const read = short >= fastTokensPerSecond ? await prefill(engine, longPrompt, signal) : short
  let tokens = 0
  let ms = 0
  do {
    // The prompt is in the KV cache, so that this only writes.
    const figures = await askOnce(engine, read === short ? shortPrompt : longPrompt, tokensAtOnce, signal)
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
