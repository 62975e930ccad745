// How good edits are: `npm run bench -- edit --part instruction [--half tuning] [--count 40] [--model starter] [--fresh]`. Prints a table and
// writes out/bench/edit-<part>.json.
import { parseArgs } from 'node:util'
import { setNames } from './actionCases/all.ts'
import { actionsBench } from './actions.ts'
import { diagnosticsBench } from './diagnostics.ts'
import { instructionBench } from './instruction.ts'
import type { EditBench } from './options.ts'

const parts: Readonly<Record<string, EditBench>> = {
  instruction: instructionBench,
  diagnostics: diagnosticsBench,
  actions: actionsBench,
}

const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: 'instruction' },
    half: { type: 'string', default: 'heldOut' },
    count: { type: 'string', default: '40' },
    model: { type: 'string', default: 'starter' },
    engine: { type: 'string', default: 'dist/engine.js' },
    gpu: { type: 'string', default: 'off' },
    only: { type: 'string', default: '' },
    set: { type: 'string', default: 'all' },
    fresh: { type: 'boolean', default: false },
  },
})
const part = parts[options.part]
if (part === undefined) throw new Error(`There is no part named ${options.part}.`)
const sets = options.set === 'all' ? setNames : setNames.filter((name) => name === options.set)
if (sets.length === 0) throw new Error(`There is no set named ${options.set}; there are ${setNames.join(', ')} and all.`)
await part({
  half: options.half === 'tuning' ? 'tuning' : 'heldOut',
  count: Number(options.count),
  model: options.model,
  enginePath: options.engine,
  gpu: options.gpu === 'off' ? 'off' : 'auto',
  fresh: options.fresh,
  only: options.only,
  sets,
})
