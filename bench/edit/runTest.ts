import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

/** Code that never ends, as a model writes it now and then, is stopped. */
const usualLimitMs = 10_000

export type TestVerdict = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly why: string }

/** Runs a task's test against a file's text, in a process and a folder of its own. */
export function runTest(path: string, text: string, test: string, timeLimitMs = usualLimitMs): TestVerdict {
  const folder = mkdtempSync(join(tmpdir(), 'latent-edit-'))
  try {
    const [program, file] = path.endsWith('.py') ? python(folder, text, test) : node(folder, text, test)
    const { status, stderr, error } = spawnSync(program, [file], {
      cwd: folder,
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
    })
    if (status === 0) return { kind: 'passed' }
    return { kind: 'failed', why: error?.message ?? stderr.trim().split('\n').slice(-12).join('\n') }
  } catch (error) {
    // TypeScript that does not parse never becomes a program.
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function python(folder: string, text: string, test: string): readonly [program: string, file: string] {
  writeFileSync(join(folder, 'subject.py'), text)
  const file = join(folder, 'check.py')
  writeFileSync(file, `from subject import *\n${test}`)
  return ['python3', file]
}

function node(folder: string, text: string, test: string): readonly [program: string, file: string] {
  const { code } = transformSync(text, { loader: 'ts', format: 'esm', target: 'node20' })
  writeFileSync(join(folder, 'subject.mjs'), code)
  const file = join(folder, 'check.mjs')
  writeFileSync(file, `import assert from 'node:assert/strict'\nimport * as subject from './subject.mjs'\n${test}`)
  return [process.execPath, file]
}
