import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { faulty } from '../cli/code.ts'

const root = join(import.meta.dirname, '..', '..')

/** Below this a busy machine may take for its first answer: it loads the model, too. */
const patienceMs = 200_000

/** One function has a wrong name on line 5; in the other one the line that `typed` begins is to be written. JavaScript, which every editor knows. */
export const code = `${faulty.replaceAll(/: (number|string)/g, '')}
export function add(left, right) {
}
`
export const typed = 'retu'
/** The line of `clock` that is wrong, and as it should be. */
export const wrongLine = code.split('\n')[4] ?? ''
export const rightLine = wrongLine.replace('String(minutes)', 'String(seconds)')
export const fileName = 'clock.js'

/** Where `node scripts/otherEditors.mjs` unpacked a program of an editor; undefined where it did not. */
export function editorProgram(name: 'nvim' | 'hx' | 'emacs' | 'emacsclient'): string | undefined {
  const program = join(root, '.cache', 'other-editors', 'bin', name)
  return existsSync(program) ? program : undefined
}

/** The set-up that docs/editors.md gives for an editor: the first block of code in that language. */
export function documentedSetUp(language: 'lua' | 'toml' | 'elisp'): string {
  const text = readFileSync(join(root, 'docs', 'editors.md'), 'utf8')
  const block = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1]
  if (block === undefined) throw new Error(`docs/editors.md has no block in ${language}`)
  return block
}

/** A user with a home, a project and `latent` on the PATH, all in one folder. */
export interface Scene {
  readonly folder: string
  readonly file: string
  readonly env: NodeJS.ProcessEnv
  /** What stands in the project's file on the disk. */
  saved(): string
  remove(): void
}

/** `configuration`: files below the user's `.config`. */
export function scene(configuration: Readonly<Record<string, string>>): Scene {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-editors-')))
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text, { mode })
  }
  for (const [path, text] of Object.entries(configuration)) write(`home/.config/${path}`, text)
  write(`project/${fileName}`, code)
  execFileSync('git', ['init', '--quiet', join(folder, 'project')])
  write('bin/latent', `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'cli.js')}" "$@"\n`, 0o755)
  const home = join(folder, 'home')
  const file = join(folder, 'project', fileName)
  return {
    folder,
    file,
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.data'),
      XDG_STATE_HOME: join(home, '.state'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_RUNTIME_DIR: home,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
      // The model is the machine's, what is learnt and measured is not.
      LATENT_MODELS: process.env.LATENT_MODELS ?? join(process.env.HOME ?? '', '.local', 'share', 'latent', 'models'),
      LATENT_DATA: join(folder, 'data'),
    },
    saved: () => readFileSync(file, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Waits until `look` gives something. Rejects with what `state` tells when it takes too long. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  state: () => Promise<string>,
): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > end) throw new Error(`waited in vain for ${what}\n${await state()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
