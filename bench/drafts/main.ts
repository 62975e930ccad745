// Speed of writing with drafts beside without, on edits of existing code: `npm run bench -- drafts [--count 200] [--only NAME] [--model starter]`.
// Two engine processes take turns, one with drafts switched off. Prints tokens a second, their ratio with its interval, and how many
// outputs are identical; of those that differ, how close the two tokens are where they part. Writes out/bench/drafts.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SyntaxParser } from '../../server/context/parser.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { pairedRatio, sum } from '../completion/bootstrap.ts'
import { copyCorpus, fetchCorpus, type Half } from '../completion/corpus.ts'
import { engineWith } from '../model.ts'
import { type EditCase, editCases } from './cases.ts'
import { type Parting, partingOf } from './parting.ts'

interface Run {
  readonly text: string
  readonly tokens: number
  readonly ms: number
}
interface CaseRecord {
  readonly id: string
  readonly without: Run
  readonly withDrafts: Run
  /** Absent where the texts are the same. */
  readonly parting?: Parting
}

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'starter' },
    engine: { type: 'string', default: 'dist/engine.js' },
    half: { type: 'string', default: 'heldOut' },
    count: { type: 'string', default: '200' },
    tokens: { type: 'string', default: '96' },
    seed: { type: 'string', default: '1' },
    gpu: { type: 'string', default: 'off' },
    /** Only cases whose name has this in it. */
    only: { type: 'string', default: '' },
  },
})
/** Of code, on average, rounded up: the edit ends before the old text would. */
const charactersPerToken = 3.5
const signal = new AbortController().signal
const cases = await readCases()
const withDrafts = await startEngine(false)
const without = await startEngine(true)
try {
  const records: CaseRecord[] = []
  for (const [index, each] of cases.entries()) {
    console.error(`case ${index + 1} of ${cases.length}: ${each.id}`)
    // Each is first in every other case.
    const order = index % 2 === 0 ? [withDrafts, without] : [without, withDrafts]
    const runs = new Map<LocalEngine, Run>()
    for (const engine of order) runs.set(engine, await write(engine, each, engine === withDrafts))
    records.push(await compared(each, runs.get(without), runs.get(withDrafts)))
    mkdirSync('out/bench', { recursive: true })
    writeFileSync('out/bench/drafts.json', `${JSON.stringify(records, undefined, 1)}\n`)
  }
  report(records)
} finally {
  await withDrafts.dispose()
  await without.dispose()
}

async function readCases(): Promise<readonly EditCase[]> {
  const cache = '.cache/bench-corpus'
  const workspace = mkdtempSync(join(tmpdir(), 'latent-bench-'))
  try {
    const files = copyCorpus(fetchCorpus(options.half as Half, cache), cache, workspace)
    const found = await editCases(files, Number(options.count), Number(options.seed), await SyntaxParser.create())
    return found.filter(({ id }) => id.includes(options.only))
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** The engine process takes its environment from this one when it starts. */
async function startEngine(noDrafts: boolean): Promise<LocalEngine> {
  if (noDrafts) process.env.LATENT_NO_DRAFTS = '1'
  else delete process.env.LATENT_NO_DRAFTS
  const engine = await engineWith(options.model, options.engine, options.gpu === 'off' ? 'off' : 'auto')
  await engine.info()
  return engine
}

/** The prompt is read first, so that the time is that of writing alone. */
async function write(engine: LocalEngine, { prompt, draft, bodyCharacters }: EditCase, useDraft: boolean): Promise<Run> {
  const request = { lane: 'user', sequence: 'completion', prompt } as const
  for await (const _ of engine.complete({ ...request, maxTokens: 0 }, signal));
  let text = ''
  const maxTokens = Math.min(Number(options.tokens), Math.ceil(bodyCharacters / charactersPerToken))
  const asked = { ...request, maxTokens, ...(useDraft && { drafts: [draft] }) }
  for await (const delta of engine.complete(asked, signal)) {
    if (delta.kind === 'text') text += delta.text
    else return { text, tokens: delta.figures.generatedTokens, ms: delta.figures.ms }
  }
  throw new Error('The engine ended the request without figures.')
}

async function compared({ id, prompt }: EditCase, plain: Run | undefined, drafted: Run | undefined): Promise<CaseRecord> {
  if (plain === undefined || drafted === undefined) throw new Error('An engine did not take its turn.')
  const both = { id, without: plain, withDrafts: drafted }
  if (plain.text === drafted.text) return both
  const request = { lane: 'user', sequence: 'completion', prompt, continuations: [plain.text, drafted.text], ends: true } as const
  const [first, second] = await without.score(request, signal)
  if (first === undefined || second === undefined) throw new Error('The engine scored fewer texts than asked.')
  return { ...both, parting: partingOf(plain.text, first, drafted.text, second) }
}

function report(records: readonly CaseRecord[]): void {
  const speed = (runs: readonly Run[]) => (sum(runs.map(({ tokens }) => tokens)) * 1000) / sum(runs.map(({ ms }) => ms))
  const pairs = records.map((each) => [each.withDrafts, each.without] as const)
  const ratio = pairedRatio(pairs, speed, Number(options.seed))
  const parted = records.flatMap(({ id, parting }) => (parting === undefined ? [] : [{ id, ...parting }]))
  console.log(
    `tokens a second with drafts ${speed(pairs.map(([own]) => own)).toFixed(1)}, without ${speed(pairs.map(([, other]) => other)).toFixed(1)}`,
  )
  if (ratio !== undefined) console.log(`ratio ${ratio.ratio.toFixed(2)} [${ratio.low.toFixed(2)}, ${ratio.high.toFixed(2)}]`)
  console.log(`identical outputs: ${records.length - parted.length} of ${records.length}`)
  if (parted.length > 0) console.table(parted)
}
