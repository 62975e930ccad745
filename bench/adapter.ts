// What an adapter changes, measured through the engine that users run: the loss on held-out examples of `latent dataset export` without and
// with it, one completion of each, and whether everything is as before once it is off:
// `npm run bench -- adapter --data DIR --adapter FILE.gguf [--model starter] [--examples 16] [--characters 500] [--engine dist/engine.js]`.
// `--only` names which of the parts `train`, `validation`, `test` is measured. Prints a table; writes out/bench/adapter.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { FimPrompt } from '../server/engine/engine.ts'
import type { FimExample } from '../server/features/dataset/examples.ts'
import { engineWith } from './model.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    adapter: { type: 'string' },
    model: { type: 'string', default: 'starter' },
    examples: { type: 'string', default: '16' },
    characters: { type: 'string', default: '500' },
    only: { type: 'string', default: 'test' },
    engine: { type: 'string', default: 'dist/engine.js' },
  },
})
if (options.data === undefined || options.adapter === undefined) throw new Error('--data and --adapter are needed.')

const characters = Number(options.characters)
const examples = held(join(options.data, `fim.${options.only}.jsonl`), Number(options.examples))
const never = new AbortController().signal
const engine = await engineWith(options.model, options.engine, 'off')

try {
  const without = await measured()
  await engine.useAdapters([{ path: resolve(options.adapter), weight: 1 }])
  const { adapters = [], calibrationKey } = await engine.info()
  const withIt = await measured()
  await engine.useAdapters([])
  const after = await measured()
  const isSame = JSON.stringify(after) === JSON.stringify(without)
  const changed = withIt.completions.filter((text, at) => text !== without.completions[at]).length
  console.log(`${examples.length} examples of files that nothing was trained on, loss in nats a token:`)
  console.log(`  without ${without.loss.toFixed(3)}, with ${withIt.loss.toFixed(3)} (${calibrationKey})`)
  console.log(
    `  completions that changed: ${changed} of ${examples.length}; off again everything as before: ${isSame ? 'yes' : 'NO'}`,
  )
  mkdirSync('out/bench', { recursive: true })
  const figures = { model: options.model, adapters, examples: examples.length, without, with: withIt, isSameAfterwards: isSame }
  writeFileSync('out/bench/adapter.json', `${JSON.stringify(figures, null, 2)}\n`)
  if (!isSame || withIt.loss >= without.loss) process.exitCode = 1
} finally {
  await engine.dispose()
}

interface Measured {
  /** Mean over all tokens of the middles, in nats. */
  readonly loss: number
  readonly completions: readonly string[]
}

async function measured(): Promise<Measured> {
  const logPs: number[] = []
  const completions: string[] = []
  for (const { prefix, middle, suffix } of examples) {
    const prompt: FimPrompt = {
      kind: 'fim',
      prefix: prefix.slice(-characters),
      typed: '',
      suffix: suffix.slice(0, characters / 2),
    }
    const continuations = [middle.slice(0, characters)]
    const [scored] = await engine.score({ lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations }, never)
    logPs.push(...(scored?.logPs ?? []))
    completions.push(await written(prompt))
  }
  return { loss: -logPs.reduce((sum, logP) => sum + logP, 0) / logPs.length, completions }
}

async function written(prompt: FimPrompt): Promise<string> {
  let text = ''
  const request = { lane: 'user', sequence: 'completion', reuse: 'aligned', prompt, maxTokens: 24 } as const
  for await (const delta of engine.complete(request, never)) if (delta.kind === 'text') text += delta.text
  return text
}

/** Spread over the file, so that not all are of one folder. */
function held(path: string, count: number): readonly FimExample[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const step = Math.max(1, Math.floor(lines.length / count))
  return lines
    .filter((_, at) => at % step === 0)
    .slice(0, count)
    .map((line) => JSON.parse(line))
}
