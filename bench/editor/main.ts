// Time from a key press to the suggestion in VS Code's page, beside the floor: an extension whose server answers at once.
// `node bench/run.mjs editor [--count 20] [--rest 2000]`. Prints medians and 95th percentiles, writes out/bench/editor.json.
// Both extensions run in one window and take turns; each trial is in a function of its own, so that no answer is known already.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openEditor } from '../../test/e2e/editor.ts'
import { echoExtension } from './echoExtension.ts'
import { bodyLine, echoLanguage, emptyFunctions } from './functions.ts'
import { type Sample, table } from './table.ts'
import { Trial } from './trial.ts'

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '20' },
    rest: { type: 'string', default: '2000' },
  },
})
const count = Number(options.count)
const systems = [
  { name: 'latent', file: 'latent.js' },
  { name: 'echo', file: 'echo.jsx' },
]

const editor = await openEditor({
  files: Object.fromEntries(systems.map(({ file }) => [file, emptyFunctions(count)])),
  extensions: [await echoExtension()],
  settings: { 'latent.model': 'starter', 'latent.completion.languages': { '*': true, [echoLanguage]: false } },
})
const samples: Sample[] = []
try {
  const { workbench } = editor
  await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
  for (const { file } of systems) {
    await workbench.openFile(file)
    // A tab for good: the next file would take the place of one that is only looked at.
    await workbench.page.locator('.tab.active').dblclick()
  }
  for (let at = 0; at < count; at++) {
    for (const { name, file } of systems) {
      await workbench.page.locator('.tab', { hasText: file }).click()
      await workbench.goTo(bodyLine(at), 3)
      const trial = new Trial(workbench, name)
      samples.push(...(await trial.run(Number(options.rest))))
    }
    process.stderr.write(`\r${at + 1} of ${count}`)
  }
} catch (error) {
  await editor.workbench.screenshot('failed-editor-bench')
  throw error
} finally {
  await editor.close()
}
process.stderr.write('\n')
console.log(table(samples))
mkdirSync('out/bench', { recursive: true })
const machine = { processor: cpus()[0]?.model, cores: cpus().length }
writeFileSync('out/bench/editor.json', `${JSON.stringify({ count, restMs: Number(options.rest), machine, samples }, null, 2)}\n`)
