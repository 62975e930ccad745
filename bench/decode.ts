// Decode speed of the engine process beside llama.cpp's own server, on the processor, with the same file and threads:
// `node bench/run.mjs decode --reference /path/to/llama-server [--model starter] [--rounds 5] [--tokens 128]`.
// Both take turns within each round, so that what else the machine does falls on both. Prints tokens per second and the ratio; writes
// out/bench/decode.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { getLlama } from 'node-llama-cpp'
import { LocalEngine } from '../server/engine/local/localEngine.ts'
import { modelPath } from './model.ts'
import { type DecodeRun, startReferenceServer } from './referenceServer.ts'

const { values: options } = parseArgs({
  options: {
    reference: { type: 'string' },
    model: { type: 'string', default: 'starter' },
    engine: { type: 'string', default: 'dist/engine.js' },
    rounds: { type: 'string', default: '5' },
    tokens: { type: 'string', default: '128' },
  },
})
if (options.reference === undefined) throw new Error('--reference needs the path of a llama-server program.')

// Greedy text that goes on for hundreds of tokens, so that an early end does not cut a round short.
const prompt = '// The powers of two, one in each line.\nexport const powers = [\n  1,\n  2,\n  4,\n  8,\n  16,\n  32,\n'
const tokens = Number(options.tokens)
const warmUpTokens = 32
const path = await modelPath(options.model)
// The engine takes all cores that are useful for arithmetic; the reference gets as many.
const { cpuMathCores: threads } = await getLlama({ gpu: false, build: 'never', skipDownload: true })

const reference = await startReferenceServer(options.reference, path, threads)
const engine = new LocalEngine(
  {
    modelName: options.model,
    modelPath: path,
    gpu: 'off',
    gpuLayers: 0,
    contextSize: 4096,
    kvCacheType: 'f16',
    flashAttention: 'auto',
  },
  { processPath: options.engine, log: () => undefined },
)
try {
  const rounds: { engine: DecodeRun; reference: DecodeRun }[] = []
  for (let round = 0; round < Number(options.rounds); round++) {
    const ofEngine = await takeTurn(decodeInEngine)
    rounds.push({ engine: ofEngine, reference: await takeTurn((count) => reference.decode(prompt, count)) })
  }
  report(rounds)
} finally {
  await engine.dispose()
  await reference.stop()
}

/**
 * A short run before the measured one puts the prompt into the cache, and lets the engine see that the cores are free: it takes only those
 * that other programs left idle lately, and during the turn before this one the other program used them all.
 */
async function takeTurn(decode: (maxTokens: number) => Promise<DecodeRun>): Promise<DecodeRun> {
  await decode(warmUpTokens)
  return decode(tokens)
}

/** Time from the request's arrival in the engine process to its end, the prompt being cached. */
async function decodeInEngine(maxTokens: number): Promise<DecodeRun> {
  const request = { lane: 'user', sequence: 'completion', prompt: { kind: 'text', text: prompt }, maxTokens } as const
  for await (const delta of engine.complete(request, new AbortController().signal)) {
    if (delta.kind === 'end') return { tokens: delta.figures.generatedTokens, ms: delta.figures.ms }
  }
  throw new Error('The engine ended the request without figures.')
}

function report(rounds: readonly { engine: DecodeRun; reference: DecodeRun }[]): void {
  const speeds = rounds.map((round) => {
    const [ofEngine, ofReference] = [tokensPerSecond(round.engine), tokensPerSecond(round.reference)]
    return { engine: ofEngine, reference: ofReference, ratio: ofEngine / ofReference }
  })
  const medians = {
    engine: median(speeds.map((speed) => speed.engine)),
    reference: median(speeds.map((speed) => speed.reference)),
    ratio: median(speeds.map((speed) => speed.ratio)),
  }
  console.table([...speeds, medians].map(rounded))
  console.log(`The last row holds the medians: tokens per second with ${threads} threads, and engine / reference.`)
  mkdirSync('out/bench', { recursive: true })
  const { build } = reference
  writeFileSync('out/bench/decode.json', `${JSON.stringify({ path, threads, build, rounds, medians }, null, 2)}\n`)
}

function tokensPerSecond(run: DecodeRun): number {
  return (run.tokens * 1000) / run.ms
}

function rounded(speed: Record<'engine' | 'reference' | 'ratio', number>) {
  return { engine: speed.engine.toFixed(1), reference: speed.reference.toFixed(1), ratio: speed.ratio.toFixed(3) }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}
