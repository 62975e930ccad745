import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface NpmOutcome {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
}

/** Runs npm in `folder` and waits for it. The npm that runs this script is taken, else the one beside Node: on Windows `npm` is a command file. */
export function npm(words: readonly string[], folder: string, env: NodeJS.ProcessEnv = process.env): NpmOutcome {
  const [command, first] = npmProgram()
  const { status, stdout, stderr, error } = spawnSync(command, [...first, ...words], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error !== undefined) throw new Error(`npm could not be started: ${error.message}`)
  return { ok: status === 0, stdout, stderr }
}

function npmProgram(): readonly [command: string, first: readonly string[]] {
  const beside = join(dirname(process.execPath), process.platform === 'win32' ? '' : '../lib', 'node_modules/npm/bin/npm-cli.js')
  const script = process.env.npm_execpath ?? (existsSync(beside) ? beside : undefined)
  return script === undefined ? ['npm', []] : [process.execPath, [script]]
}
