// What starting costs, in VS Code's own figures: `npm run bench -- startup [--count 10] [--busy 2]`.
// One editor, whose window is loaded anew for each trial while so many processes keep a core busy each. Prints medians and the slowest, writes
// out/bench/startup.json.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openEditor } from '../../test/e2e/editor.ts'
import { type StartupSample, table } from './table.ts'
import { startTrial } from './trial.ts'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '10' },
    busy: { type: 'string', default: String(cpus().length) },
  },
})
const count = Number(options.count)
const busy = Number(options.busy)

const editor = await openEditor({
  files: { 'add.js': 'export function add(a, b) {\n  return a + b\n}\n' },
  settings: { 'latent.model': 'starter' },
})
const samples: StartupSample[] = []
const load = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
try {
  for (let at = 0; at < count; at++) {
    samples.push(await startTrial(editor))
    process.stderr.write(`\r${at + 1} of ${count}`)
  }
} catch (error) {
  await editor.workbench.screenshot('failed-startup-bench')
  throw error
} finally {
  for (const each of load) each.kill()
  await editor.close()
}
process.stderr.write('\n')
console.log(table(samples))
mkdirSync('out/bench', { recursive: true })
const machine = { processor: cpus()[0]?.model, cores: cpus().length }
writeFileSync('out/bench/startup.json', `${JSON.stringify({ count, busy, machine, samples }, null, 2)}\n`)
