// Reviews of code whose faults are known, beside the naive prompt, eslint and chance: `npm run bench -- review`. `--help` tells the
// options; CONTRIBUTING.md how long it takes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SyntaxParser } from '../../server/context/parser.ts'
import { defaultSettings } from '../../server/protocol/settings.ts'
import { copyCorpus, fetchCorpus } from '../completion/corpus.ts'
import { engineAt, engineWith } from '../model.ts'
import { Bench } from './bench.ts'
import { readOptions } from './options.ts'
import { pictureOf } from './picture.ts'
import type { Results } from './records.ts'
import { resumed } from './resume.ts'
import { mixed, workThrough } from './schedule.ts'
import { tablesOf } from './table.ts'

const options = readOptions(process.argv.slice(2))
if (options.from === undefined) await measure()
else publish(JSON.parse(readFileSync(options.from, 'utf8')) as Results)

async function measure(): Promise<void> {
  const cache = '.cache/bench-corpus'
  const packages = fetchCorpus(options.half, cache)
  // Away from this project, whose options for TypeScript would be theirs.
  const workspace = mkdtempSync(join(tmpdir(), 'latent-bench-'))
  const engine = options.remote === undefined ? await engineWith(options.model, options.engine) : engineAt(options.remote)
  try {
    engine.start()
    const { calibrationKey, device } = await engine.info()
    const start: Results = {
      ...{ started: new Date().toISOString(), model: calibrationKey, device, half: options.half, seed: options.seed },
      ...{ precision: defaultSettings['review.precision'], trials: [], prefixes: [], preferences: [] },
    }
    const soFar = options.resume ? resumed(options.out, start) : start
    const bench = new Bench(engine, await SyntaxParser.create(), options, soFar, save)
    const jobs = mixed(await bench.jobs(copyCorpus(packages, cache, workspace)))
    await workThrough(
      jobs,
      options.minutes,
      () => performance.now(),
      (line) => console.error(line),
    )
    publish(bench.results)
  } finally {
    await engine.dispose()
    rmSync(workspace, { recursive: true, force: true })
  }
}

function save(results: Results): void {
  mkdirSync(dirname(options.out), { recursive: true })
  writeFileSync(options.out, `${JSON.stringify(results)}\n`)
}

function publish(results: Results): void {
  console.log(tablesOf(results))
  writeFileSync(options.out.replace(/\.json$/, '.svg'), pictureOf(results))
}
