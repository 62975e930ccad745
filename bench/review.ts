import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SyntaxParser } from '../server/context/parser.ts'
import { calibrationOf } from '../server/features/review/calibration.ts'
import { engineWith } from './model.ts'
import { measure, type TrialResult } from './review/measure.ts'
import { javascriptFiles } from './review/seeded/javascript.ts'
import { otherFiles } from './review/seeded/others.ts'
import { pythonFiles } from './review/seeded/python.ts'
import { typescriptFiles } from './review/seeded/typescript.ts'
import { printTable, summarise } from './review/summary.ts'
import { type BugPair, pairTrials, type Trial, trialsOf } from './review/trial.ts'

// Quality of review on faults put into correct functions: `node bench/run.mjs review [--model NAME|FILE.gguf] [--half tuning|heldOut]`.
const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'starter' },
    engine: { type: 'string', default: 'dist/engine.js' },
    out: { type: 'string', default: 'out/bench/review.json' },
    half: { type: 'string', default: 'all' },
    /** Files taken as correct, instead of the seeded ones. */
    correct: { type: 'string', multiple: true },
    /** A file of real one-line bugs with their fixes (JSON lines), instead of the seeded ones. */
    pairs: { type: 'string' },
    /** Longer functions are left out. */
    longest: { type: 'string', default: '120' },
    /** Only trials whose name has this in it. */
    only: { type: 'string', default: '' },
    claims: { type: 'boolean', default: false },
  },
})

const engine = await engineWith(options.model, options.engine)
engine.start()
const info = await engine.info()
const parser = await SyntaxParser.create()
const calibration = calibrationOf(info.calibrationKey)
console.log(`${info.calibrationKey} on ${info.device}`)

const results: TrialResult[] = []
for (const trial of await allTrials()) {
  if ((options.half !== 'all' && trial.half !== options.half) || !trial.name.includes(options.only)) continue
  if (trial.unit.endLine - trial.unit.startLine > Number(options.longest)) continue
  const result = await measure(trial, engine, parser, { ...calibration, asksForClaims: options.claims })
  results.push(result)
  printTrial(result)
  mkdirSync('out/bench', { recursive: true })
  writeFileSync(options.out, JSON.stringify({ info, results }, undefined, 1))
}
await engine.dispose()
const summaries = (['tuning', 'heldOut'] as const).map((half) =>
  summarise(
    half,
    results.filter((each) => each.half === half),
    ({ suspect: { signals }, confidence }) => {
      const { line, block } = calibration.clearlyLikelier
      return signals.lineOdds >= line && signals.blockOdds >= block && confidence >= 0.8
    },
  ),
)
printTable(summaries)
writeFileSync(options.out, JSON.stringify({ info, summaries, results }, undefined, 1))

async function allTrials(): Promise<readonly Trial[]> {
  if (options.pairs !== undefined) {
    const pairs = readFileSync(options.pairs, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BugPair)
    return (await Promise.all(pairs.map((pair, index) => pairTrials(pair, index, parser)))).flat()
  }
  const trials: Trial[] = []
  const files = options.correct?.map((path) => ({ path, text: readFileSync(path, 'utf8'), faults: [] }))
  for (const file of files ?? [...typescriptFiles, ...javascriptFiles, ...pythonFiles, ...otherFiles]) {
    const functions = trials.filter(({ fault }) => fault === undefined).length
    trials.push(...(await trialsOf(file, functions, parser)))
  }
  return trials
}

function printTrial({ trial, half, fault, suspects, ms, evaluatedTokens, candidates }: TrialResult): void {
  console.log(
    `${half} ${trial}${fault === undefined ? '' : ` <- ${JSON.stringify(fault)}`}: ${Math.round(ms)} ms, ${evaluatedTokens} tokens, ${candidates} candidates`,
  )
  for (const { suspect, quote, right } of suspects) {
    const { lineOdds, blockOdds, weakestToken, mendedLogP, margin, claimed } = suspect.signals
    const numbers = [lineOdds, blockOdds, weakestToken, mendedLogP, margin ?? Number.NaN].map((each) => each.toFixed(1)).join(' ')
    console.log(
      `   ${right ? 'RIGHT' : 'wrong'} ${suspect.kind} ${quote} -> ${suspect.newText}  ${numbers}${claimed === undefined ? '' : claimed ? ' claimed' : ' not claimed'}`,
    )
  }
}
