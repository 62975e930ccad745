// Completions of Latent beside those of llama.vscode and plain fill-in-the-middle, on the same model and threads:
// `npm run bench -- completion --reference PATH/llama-server`. `--help` tells the options; CONTRIBUTING.md how to read the figures.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { getLlama } from 'node-llama-cpp'
import { SyntaxParser } from '../../server/context/parser.ts'
import { randomNumbers } from '../cuts.ts'
import { modelPath } from '../model.ts'
import { type CorpusFile, copyCorpus, fetchCorpus } from './corpus.ts'
import { readSettingOptions, startFleet, stopFleet } from './fleet.ts'
import type { Hole } from './holes/hole.ts'
import { pickHoles, replayWishes, singleWishes } from './holes/pick.ts'
import { keysFor } from './keys.ts'
import { readOptions } from './options.ts'
import { pictureOf } from './picture.ts'
import type { Results } from './records.ts'
import { replay } from './replay.ts'
import { isMeasured, resumed } from './resume.ts'
import { askOnce } from './single.ts'
import type { System } from './systems/system.ts'
import { tablesOf } from './table.ts'
import { withHoleOnDisk } from './workspaceFile.ts'

const options = readOptions(process.argv.slice(2))
if (options.from === undefined) await measure()
else publish(JSON.parse(readFileSync(options.from, 'utf8')) as Results)

async function measure(): Promise<void> {
  const cache = '.cache/bench-corpus'
  const packages = fetchCorpus(options.half, cache)
  const workspace = mkdtempSync(join(tmpdir(), 'latent-bench-'))
  let systems: readonly System[] = []
  try {
    const files = copyCorpus(packages, cache, workspace)
    const path = await modelPath(options.model)
    // The engine takes all cores that are useful for arithmetic; the others get as many.
    const { cpuMathCores: threads } = await getLlama({ gpu: false, build: 'never', skipDownload: true })
    const start: Results = {
      started: new Date().toISOString(),
      model: basename(path),
      threads,
      ...(options.reference === undefined ? {} : { reference: basename(options.reference) }),
      half: options.half,
      seed: options.seed,
      keyMs: options.keyMs,
      systems: options.systems,
      singles: [],
      replays: [],
    }
    // Before anything is started: results of something else end the run.
    const soFar = options.resume ? resumed(options.out, start) : start
    systems = await startFleet(options.systems, {
      modelPath: path,
      threads,
      server: options.server,
      ...(options.reference === undefined ? {} : { reference: options.reference }),
      referenceContext: options.referenceContext,
      settings: readSettingOptions(options.setting),
      seed: options.seed,
    })
    await measureAll(systems, files, soFar)
  } finally {
    await stopFleet(systems)
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** Systems take turns at each hole, the first changing; results are written after each hole, so that a broken run still has them. */
async function measureAll(systems: readonly System[], files: readonly CorpusFile[], start: Results): Promise<void> {
  const parser = await SyntaxParser.create()
  let results = start
  const inTurn = async (
    what: string,
    holes: readonly Hole[],
    records: 'singles' | 'replays',
    ask: (system: System, hole: Hole) => Promise<void>,
  ) => {
    for (const [index, hole] of holes.entries()) {
      const due = turns(systems, index).filter(({ name }) => !isMeasured(results[records], name, hole.id))
      if (due.length === 0) continue
      console.error(`${what} ${index + 1} of ${holes.length}: ${hole.id}`)
      await withHoleOnDisk(hole, async () => {
        for (const system of due) await ask(system, hole)
      })
      save(results)
    }
  }
  if (options.part !== 'replay')
    await inTurn('hole', singleHoles(files), 'singles', async (system, hole) => {
      const record = await askOnce(system, hole, options.rest, parser)
      results = { ...results, singles: [...results.singles, record] }
    })
  if (options.part !== 'single')
    await inTurn('typing', replayHoles(files), 'replays', async (system, hole) => {
      // The same keys for all systems: a typo is part of the hole.
      const keys = keysFor(hole.expected, randomNumbers(options.seed + hole.id.length + hole.before.length))
      const pace = { keyMs: options.keyMs, afterOpeningMs: 1500, atHoleMs: 4000, afterLastKeyMs: 2000 }
      const record = await replay(system, hole, keys, pace, parser)
      results = { ...results, replays: [...results.replays, record] }
    })
  publish(results)
}

/** The systems at a hole, in the order of their turns. */
function turns(systems: readonly System[], index: number): readonly System[] {
  const taking = index % options.others === 0 ? systems : systems.slice(0, 2)
  const first = index % taking.length
  return [...taking.slice(first), ...taking.slice(0, first)]
}

function singleHoles(files: readonly CorpusFile[]): readonly Hole[] {
  const crossFile = [{ kind: 'crossFile', count: options.count }] as const
  return pickHoles(files, options.set === 'crossFile' ? crossFile : singleWishes(options.count), options.seed)
}

function replayHoles(files: readonly CorpusFile[]): readonly Hole[] {
  const crossFile = [{ kind: 'crossFile', count: options.replays }] as const
  const wishes = options.set === 'crossFile' ? crossFile : replayWishes(options.replays)
  return pickHoles(files, wishes, options.seed + 1, { shortest: 12, longest: 60 })
}

function save(results: Results): void {
  mkdirSync(dirname(options.out), { recursive: true })
  writeFileSync(options.out, `${JSON.stringify(results)}\n`)
}

function publish(results: Results): void {
  console.log(tablesOf(results))
  if (results.replays.length > 0) writeFileSync(options.out.replace(/\.json$/, '.svg'), pictureOf(results))
}
