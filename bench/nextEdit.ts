// Next edits after renames and changed signatures begun by hand in published files:
// `node bench/run.mjs nextEdit [--half tuning|heldOut] [--count 20] [--seed 1] [--verbose]`.
// Prints precision, recall and precision of the first offer; writes out/bench/nextEdit.json with the odds of every site.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SyntaxParser } from '../server/context/parser.ts'
import { thresholdsOf } from '../server/features/nextEdit/calibrations.ts'
import { engineWith } from './model.ts'
import { casesOf, type Half } from './nextEdit/cases.ts'
import { type MeasuredCase, measure } from './nextEdit/measure.ts'
import { summary, thresholdTable } from './nextEdit/summary.ts'

const { values: options } = parseArgs({
  options: {
    half: { type: 'string', default: 'tuning' },
    model: { type: 'string', default: 'starter' },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
})

const cases = casesOf(options.half as Half, Number(options.count), Number(options.seed))
const engine = await engineWith(options.model, process.env.LATENT_DEV_ENGINE ?? 'dist/engine.js')
const parser = await SyntaxParser.create()
const measured: MeasuredCase[] = []
for (const each of cases) {
  const result = await measure(each, engine, parser)
  measured.push(result)
  console.error(`${result.name}${result.recognised ? '' : '  NOT RECOGNISED'}`)
  if (options.verbose) {
    for (const { odds, right, standing, text } of result.sites)
      console.error(`  ${right ? 'right' : 'WRONG'} ${odds.toFixed(1)} ${standing} ${text}`)
  }
}
const { calibrationKey } = await engine.info()
await engine.dispose()

const thresholds = thresholdsOf(calibrationKey)
console.log(thresholdTable(measured))
console.table(summary(measured, thresholds))
mkdirSync('out/bench', { recursive: true })
writeFileSync(
  'out/bench/nextEdit.json',
  JSON.stringify(
    { ...options, model: calibrationKey, thresholds, summary: summary(measured, thresholds), cases: measured },
    undefined,
    1,
  ),
)
