import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Tools } from './tools.ts'

export interface CodeServer {
  readonly port: number
  stop(): Promise<void>
}
export interface Profile {
  /** Empty folder for all that the editor writes. */
  readonly folder: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly environment: Readonly<Record<string, string>>
  /** The editor's language, such as `zh-cn`. */
  readonly locale: string
  /** Files that take the place of those of the same name in the extension's `dist`. */
  readonly programs: readonly string[]
}

/** Installs the extensions into a fresh profile and starts VS Code's server side on a free port of this machine. */
export async function startCodeServer(tools: Tools, extensions: readonly string[], profile: Profile): Promise<CodeServer> {
  const { folder } = profile
  write(join(folder, 'config.yaml'), 'auth: none\n')
  // The user's settings and those of the machine: VS Code takes `machine` settings of a remote window from the latter.
  write(join(folder, 'data', 'User', 'settings.json'), JSON.stringify(profile.settings))
  write(join(folder, 'data', 'Machine', 'settings.json'), JSON.stringify(profile.settings))
  const place = (name: string) => join(folder, name)
  const base = [
    resolve(tools.codeServer),
    '--config',
    place('config.yaml'),
    '--user-data-dir',
    place('data'),
    '--extensions-dir',
    place('extensions'),
  ]
  const environment = {
    ...process.env,
    ...profile.environment,
    HOME: folder,
    // With an empty gallery the workbench asks no registry for extensions.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_PROXY_URI: '',
  }
  const node = resolve(tools.node)
  const installed = extensions.flatMap((vsix) => ['--install-extension', resolve(vsix)])
  execFileSync(node, [...base, ...installed], { env: environment, stdio: 'pipe' })
  for (const program of profile.programs) copyFileSync(program, join(distOf(place('extensions')), basename(program)))
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened']
  const child = spawn(node, [...base, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--locale', profile.locale, ...quiet], {
    env: environment,
    // A group of its own: ending only the server can leave the extension host behind.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { port: await listeningPort(child), stop: () => stopGroup(child) }
}

function distOf(extensions: string): string {
  const folder = readdirSync(extensions).find((name) => name.startsWith('latent.latent-'))
  if (folder === undefined) throw new Error(`Latent is not among the extensions in ${extensions}`)
  return join(extensions, folder, 'dist')
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((done, failed) => {
    let log = ''
    const read = (data: Buffer) => {
      log += data.toString()
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]
      if (port !== undefined) done(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => failed(new Error(`code-server ended with ${code}:\n${log}`)))
  })
}

async function stopGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return
  signalGroup(pid, 'SIGTERM')
  for (let waits = 0; waits < 50 && signalGroup(pid, 0); waits++) await new Promise((resume) => setTimeout(resume, 100))
  signalGroup(pid, 'SIGKILL')
}

/** False when no process of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
