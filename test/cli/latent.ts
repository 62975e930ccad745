import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'

/** LATENT_CLI names another build, such as the one of an installed package. */
export const program = process.env.LATENT_CLI ?? join(import.meta.dirname, '..', '..', 'dist', 'cli.js')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Resolves when the program and what it started are to get Ctrl-C, as from a terminal. Its argument is the program's stderr. */
  readonly interruptWhen?: (stderr: Readable) => Promise<unknown>
}

/** Runs the built command in a process of its own, its output in pipes, in English and without colours forced on or off by who runs the tests. */
export function latent(commandLine: readonly string[], { cwd, env, interruptWhen }: RunOptions = {}): Promise<Outcome> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`npm run build\` first`)
  const { FORCE_COLOR, NO_COLOR, LATENT_MODEL, LC_MESSAGES, LANG, ...inherited } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...commandLine], {
      cwd,
      env: { ...inherited, LC_ALL: 'en_US.UTF-8', ...env },
      detached: interruptWhen !== undefined,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
    const { pid } = child
    // A detached process leads a group of its own, which is what a terminal sends Ctrl-C to.
    if (pid !== undefined) interruptWhen?.(child.stderr).then(() => process.kill(-pid, 'SIGINT'), reject)
  })
}

/** A folder with files, gone when the test ends. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'latent-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}
