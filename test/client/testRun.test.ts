import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runTests, wordsFor } from '../../client/testRun.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-tests-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program of one line with the real Node. */
async function run(code: string, words: readonly string[] = [], signal = new AbortController().signal) {
  let printed = ''
  const print = (text: string) => {
    printed += text
  }
  const outcome = await runTests({ words: [process.execPath, '-e', code, ...words], folder, print }, signal)
  return { outcome, printed }
}

describe('a run of the tests', () => {
  it('passes with exit code 0 and prints what the program prints', async () => {
    const { outcome, printed } = await run('console.log("good"); console.error(process.cwd())')
    expect(outcome).toEqual({ kind: 'passed' })
    expect(printed).toContain('good')
    expect(printed).toContain(folder)
  })

  it('fails with any other exit code', async () => {
    expect((await run('process.exit(3)')).outcome).toEqual({ kind: 'failed', exitCode: 3 })
  })

  it('is broken where there is no such program', async () => {
    const run = { words: ['no-such-program-of-latent'], folder, print: () => {} }
    const outcome = await runTests(run, new AbortController().signal)
    expect(outcome).toMatchObject({ kind: 'broken', why: expect.stringContaining('no-such-program-of-latent') })
  })

  it('gives words to no shell', async () => {
    const hostile = ['; touch hacked', '$(touch hacked)', '`touch hacked`', '&& touch hacked', '| touch hacked']
    const { printed } = await run('console.log(JSON.stringify(process.argv.slice(1)))', hostile)
    expect(JSON.parse(printed)).toEqual(hostile)
    expect(() => readFileSync(join(folder, 'hacked'))).toThrow()
  })

  it('ends with its children when it is cancelled', async () => {
    const abort = new AbortController()
    const alive = join(folder, 'alive')
    writeFileSync(alive, '')
    // The child of the child writes on and on; the parent tells when it has begun.
    const child = `setInterval(() => require('fs').appendFileSync(${JSON.stringify(alive)}, 'x'), 20)`
    const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' }); setInterval(() => {}, 1000)`
    const running = run(parent, [], abort.signal)
    while (readFileSync(alive, 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 20))
    abort.abort()
    expect((await running).outcome).toEqual({ kind: 'cancelled' })
    await new Promise((resolve) => setTimeout(resolve, 200))
    const written = readFileSync(alive, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(readFileSync(alive, 'utf8')).toBe(written)
  })

  it('does not begin once it is cancelled', async () => {
    expect((await run('console.log(1)', [], AbortSignal.abort())).printed).toBe('')
  })
})

it('the fixed file stands in the place of {file}, in any word and as it is', () => {
  expect(wordsFor(['npm', 'test', '--', '{file}', '--only={file}'], '/a b/$& c.ts')).toEqual([
    ...['npm', 'test', '--', '/a b/$& c.ts', '--only=/a b/$& c.ts'],
  ])
})
