import { execFile } from 'node:child_process'
import { win32 } from 'node:path'
import { linuxOnBattery, type ReadPower } from './power.ts'

/** A program of the operating system that tells the power source, by its whole path, and what its answer means. */
export interface PowerProgram {
  readonly path: string
  readonly args: readonly string[]
  /** Undefined for an answer that says nothing of it. */
  readonly onBattery: (output: string) => boolean | undefined
}

/** macOS: `Now drawing from 'Battery Power'` or `'AC Power'` is the first line of the answer. */
export const pmset: PowerProgram = {
  path: '/usr/bin/pmset',
  args: ['-g', 'batt'],
  onBattery: (output) => {
    const source = /Now drawing from '([^']*)'/.exec(output)?.[1]
    return source === undefined ? undefined : source === 'Battery Power'
  },
}

/** Windows: `Online`, `Offline` or `Unknown` of .NET's PowerLineStatus; Windows has no file to read it from. */
export function powerShell(systemRoot: string): PowerProgram {
  const show =
    'Add-Type -AssemblyName System.Windows.Forms; [System.Windows.Forms.SystemInformation]::PowerStatus.PowerLineStatus.ToString()'
  return {
    path: win32.join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', show],
    onBattery: (output) => ({ Offline: true, Online: false })[output.trim()],
  }
}

/** How this machine's power source is read. */
export function powerOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): ReadPower {
  switch (platform) {
    case 'linux':
      return () => linuxOnBattery()
    case 'darwin':
      return () => ask(pmset)
    case 'win32':
      return () => ask(powerShell(env.SystemRoot ?? 'C:\\Windows'))
    default:
      return async () => false
  }
}

/** Without a shell and with nothing of the workspace among the arguments or as the working folder. Rejects when it cannot be told. */
export function ask({ path, args, onBattery }: PowerProgram): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options = { cwd: path.startsWith('/') ? '/' : win32.dirname(path), timeout: 10_000, windowsHide: true }
    execFile(path, args, options, (error, stdout) => {
      const answer = error === null ? onBattery(stdout) : undefined
      if (answer === undefined) reject(error ?? new Error(`${path} did not tell the power source.`))
      else resolve(answer)
    })
  })
}
