// `npm test`: set-up, the static checks, then every kind of test. The last line is the sum: `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, setUp } from './setup.mjs'

const projects = ['unit', 'engine', 'lsp', 'cli', 'editors', 'e2e']
/** Lines of a failure's message that are repeated below all tests. */
const longestReason = 12
const resultsFolder = join(root, 'test-results')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')

const help = `Usage: npm test -- [--project NAME]… [VITEST OPTIONS]

Sets up what is missing, then runs the static checks and the tests.

  --project NAME   only this kind: ${projects.join(', ')} (may be repeated; skips the static checks)
  --help           this text

Everything else goes to vitest, for example a part of a file's name:
  npm test -- --project unit fingerprint`

const { chosen, rest } = parseArguments(process.argv.slice(2))
await setUp({ model: chosen.some((name) => name !== 'unit') })

const total = { passed: 0, failures: [], skips: [] }
if (chosen.length === projects.length) {
  console.error('\n── check: types, linter, formatter')
  const codes = [await runModule('typescript/bin/tsc', ['-p', '.']), await runModule('@biomejs/biome/bin/biome', ['check', '.'])]
  if (codes.every((code) => code === 0)) total.passed++
  else total.failures.push('check: types, linter and formatter')
}
for (const name of chosen) await runProject(name)

console.log('')
for (const failure of total.failures) console.log(`failed: ${failure}`)
for (const skip of total.skips) console.log(`skipped: ${skip}`)
if (total.skips.some((skip) => skip.startsWith('e2e'))) {
  console.log('The editor tests need Chromium, and the editor bench that `node scripts/editorBench.mjs` installs.')
}
if (total.skips.some((skip) => skip.startsWith('editors'))) {
  console.log('The tests of other editors need what `node scripts/otherEditors.mjs` unpacks on Debian.')
}
if (total.skips.some((skip) => skip.includes('ciRuns'))) {
  console.log('The tests of the definitions for CI need what `node scripts/ciTools.mjs` installs.')
}
const skipped = total.skips.length > 0 ? `, ${total.skips.length} skipped` : ''
console.log(`${total.passed} passed, ${total.failures.length} failed${skipped}`)
process.exitCode = total.failures.length > 0 ? 1 : 0

function parseArguments(args) {
  const named = []
  const rest = []
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--help' || args[i] === '-h') {
      console.log(help)
      process.exit(0)
    } else if (args[i] === '--project') named.push(args[++i])
    else if (args[i].startsWith('--project=')) named.push(args[i].slice('--project='.length))
    else rest.push(args[i])
  }
  const unknown = named.find((name) => !projects.includes(name))
  if (unknown !== undefined || named.includes(undefined)) {
    console.error(`There is no kind of test "${unknown ?? ''}"; there are ${projects.join(', ')}.`)
    process.exit(2)
  }
  return { chosen: named.length === 0 ? projects : named, rest }
}

async function runProject(name) {
  console.error(`\n── ${name}`)
  mkdirSync(resultsFolder, { recursive: true })
  const file = join(resultsFolder, `${name}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(process.execPath, [vitest, 'run', '--project', name, '--passWithNoTests', ...reporters, ...rest])
  const before = total.failures.length
  if (existsSync(file)) addResults(name, JSON.parse(readFileSync(file, 'utf8')))
  // An error outside of any test fails the run without failing a test: it must not get lost in the sum.
  if (code !== 0 && total.failures.length === before) total.failures.push(`${name}: vitest ended with ${code}`)
}

function addResults(project, results) {
  for (const file of results.testResults) {
    const place = `${project}: ${file.name.slice(root.length)}`
    if (file.status === 'failed' && file.assertionResults.length === 0) total.failures.push(`${place} could not be run`)
    for (const test of file.assertionResults) {
      if (test.status === 'passed') total.passed++
      else if (test.status === 'failed') total.failures.push(`${place} › ${test.fullName}${reasonOf(test)}`)
      else total.skips.push(`${place} › ${test.fullName}`)
    }
  }
}

/** What failed, without where: the log above has it all, but it is long. */
function reasonOf({ failureMessages = [] }) {
  const lines = failureMessages.join('\n').split('\n')
  const message = lines.filter((line) => line.trim() !== '' && !/^\s+at /.test(line)).slice(0, longestReason)
  return message.map((line) => `\n    ${line.slice(0, 400)}`).join('')
}

function runModule(path, args) {
  return run(process.execPath, [join(root, 'node_modules', path), ...args])
}
