import { spawn } from 'node:child_process'

/** How a run of the tests ended. */
export type TestOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly exitCode: number }
  | { readonly kind: 'cancelled' }
  /** The program could not be started, or was ended by something else. */
  | { readonly kind: 'broken'; readonly why: string }

export interface TestRun {
  /** Program and arguments, `{file}` in them replaced already. Never given to a shell. */
  readonly words: readonly string[]
  readonly folder: string
  /** Gets what the program prints, as it comes. */
  print(text: string): void
}

/** The words of the setting with the path of the fixed file in the place of `{file}`. */
export function wordsFor(command: readonly string[], file: string): readonly string[] {
  return command.map((word) => word.replaceAll('{file}', () => file))
}

/** Runs the tests to their end. Cancelled, it ends the program with all that it has started. */
export function runTests({ words, folder, print }: TestRun, signal: AbortSignal): Promise<TestOutcome> {
  const [program = '', ...rest] = words
  if (signal.aborted) return Promise.resolve({ kind: 'cancelled' })
  return new Promise((resolve) => {
    // In a group of its own, so that a test runner's children end with it.
    const child = spawn(program, rest, { cwd: folder, shell: false, stdio: ['ignore', 'pipe', 'pipe'], detached: hasGroups })
    const cancel = () => endGroup(child.pid)
    const end = (outcome: TestOutcome) => {
      signal.removeEventListener('abort', cancel)
      resolve(signal.aborted ? { kind: 'cancelled' } : outcome)
    }
    signal.addEventListener('abort', cancel)
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print)
    child.on('error', ({ message }) => end({ kind: 'broken', why: message }))
    child.on('close', (exitCode, ended) => {
      if (exitCode === null) end({ kind: 'broken', why: ended ?? 'unknown' })
      else end(exitCode === 0 ? { kind: 'passed' } : { kind: 'failed', exitCode })
    })
  })
}

const hasGroups = process.platform !== 'win32'

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    if (hasGroups) process.kill(-pid, 'SIGKILL')
    else spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' })
  } catch {
    // It has ended by itself.
  }
}
