import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import xterm from '@xterm/headless'
import { type Scene, until } from './scene.ts'

const rows = 40
const columns = 160

/** A program on a terminal without a window: keys go in, the screen can be read. */
export class TerminalProgram {
  readonly #terminal = new xterm.Terminal({ rows, cols: columns, allowProposedApi: true })
  readonly #process: ChildProcessWithoutNullStreams

  /** `command` is for a shell. */
  constructor(command: string, { env, folder }: Pick<Scene, 'env' | 'folder'>) {
    // `script` gives the program a terminal of its own, which has no size until it is told one.
    const sized = `stty rows ${rows} cols ${columns}; exec ${command}`
    this.#process = spawn('script', ['--quiet', '--flush', '--return', '--command', sized, '/dev/null'], {
      env: { ...env, SHELL: '/bin/sh' },
      cwd: `${folder}/project`,
    })
    this.#process.stdout.on('data', (data: Buffer) => this.#terminal.write(data))
    // Programs ask a terminal what it can do, and wait for the answer.
    this.#terminal.onData((data) => this.#process.stdin.write(data))
  }

  keys(keys: string): void {
    this.#process.stdin.write(keys)
  }

  /** The lines of the screen, without the blanks at their ends. */
  screen(): readonly string[] {
    const { active } = this.#terminal.buffer
    return Array.from({ length: rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '')
  }

  /** Whether a text stands somewhere in exchanged colours, which is how a terminal marks what is chosen. */
  inverse(text: string): boolean {
    const { active } = this.#terminal.buffer
    return this.screen().some((line, row) => {
      const cell = active.getLine(active.viewportY + row)?.getCell(Math.max(0, line.indexOf(text)))
      return line.includes(text) && cell?.isInverse() !== 0
    })
  }

  async until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return await until(
      what,
      async () => look(),
      async () => this.screen().join('\n'),
    )
  }

  /** Presses keys, and again every twelve seconds until they had their effect: a server that still loads the model is given up after ten. */
  async pressUntil(keys: string, what: string, look: () => boolean): Promise<void> {
    let pressedAt = 0
    await this.until(what, () => {
      if (look()) return true
      if (Date.now() - pressedAt < 12_000) return false
      pressedAt = Date.now()
      this.keys(keys)
      return false
    })
  }

  shows(text: string): boolean {
    return this.screen().some((line) => line.includes(text))
  }

  async stop(quit: string): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.keys(quit)
    const late = setTimeout(() => this.#process.kill(), 10_000)
    await gone
    clearTimeout(late)
  }
}
