// A review of 400 lines in the language server: when its first finding comes, how soon it can be cancelled, and typing beside it:
// `npm run bench -- reviewSession [--half tuning|heldOut] [--count 3] [--each 2] [--without-typing] [--server dist/server.js]`. Writes
// out/bench/reviewSession.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SyntaxParser } from '../../server/context/parser.ts'
import { quantile } from '../completion/bootstrap.ts'
import { copyCorpus, fetchCorpus, type Half } from '../completion/corpus.ts'
import { LanguageClient } from '../completion/systems/languageClient.ts'
import { aligned, percent } from '../review/layout.ts'
import { measureSession, type SessionRecord } from './measure.ts'
import { scenesOf } from './scene.ts'

const { values: options } = parseArgs({
  options: {
    half: { type: 'string', default: 'heldOut' },
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '3' },
    /** A fault in every second function. */
    each: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    /** Only the review, which takes a third of the time. */
    'without-typing': { type: 'boolean', default: false },
    server: { type: 'string', default: 'dist/server.js' },
  },
})
const cache = '.cache/bench-corpus'
const packages = fetchCorpus(options.half as Half, cache)
const workspace = mkdtempSync(join(tmpdir(), 'latent-bench-'))
const records: SessionRecord[] = []
try {
  const files = copyCorpus(packages, cache, workspace)
  const { count, each, seed } = options
  const scenes = await scenesOf(
    files,
    { count: Number(count), each: Number(each), seed: Number(seed) },
    await SyntaxParser.create(),
  )
  const settings = { model: options.model }
  for (const scene of scenes) {
    const record = await measureSession(() => LanguageClient.start(options.server, settings), scene, !options['without-typing'])
    records.push(record)
    console.error(`${record.scene} ${Math.round(record.totalMs / 1000)} s`)
  }
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

const seconds = (ms: number | undefined) => (ms === undefined ? '-' : (ms / 1000).toFixed(1))
/** Middle, 95 % and longest. */
const keyTimes = (times: readonly number[]) => {
  if (times.length === 0) return '-'
  const sorted = times.toSorted((a, b) => a - b)
  return [0.5, 0.95, 1].map((share) => Math.round(quantile(sorted, share))).join(', ')
}
const rows = records.map((each) => [
  ...[each.scene, `${each.lines}`, `${each.functions}`, `${each.faults}`, `${each.findings}`, seconds(each.totalMs)],
  ...[seconds(each.firstFindingMs), each.firstFindingMs === undefined ? '-' : percent(each.firstFindingMs / each.totalMs)],
  ...[each.cancelMs === undefined ? '-' : `${Math.round(each.cancelMs)}`, keyTimes(each.aloneMs), keyTimes(each.besideMs)],
])
const head = ['file', 'lines', 'units', 'faults', 'found', 'all s', 'first s', 'share', 'cancel ms', 'key alone ms', 'beside ms']
console.log(aligned([head, ...rows]))
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/reviewSession.json', `${JSON.stringify({ ...options, records })}\n`)
