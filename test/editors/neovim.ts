import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { documentedSetUp, type Scene, scene, until } from './scene.ts'

const run = promisify(execFile)

/** A Neovim without a screen, set up as docs/editors.md says. Keys reach it as from a keyboard; Lua looks at what came of them. */
export class Neovim {
  readonly scene: Scene
  readonly #program: string
  readonly #process: ChildProcess
  readonly #socket: string

  constructor(program: string) {
    this.#program = program
    this.scene = scene({ 'nvim/init.lua': documentedSetUp('lua') })
    this.#socket = join(this.scene.folder, 'nvim.sock')
    this.#process = spawn(program, ['--headless', '--listen', this.#socket, this.scene.file], {
      env: this.scene.env,
      cwd: join(this.scene.folder, 'project'),
      stdio: 'ignore',
    })
  }

  async keys(keys: string): Promise<void> {
    await this.#remote('--remote-send', keys)
  }

  /** The value of an expression in Lua. */
  async lua<T>(expression: string): Promise<T> {
    const quoted = `vim.json.encode({ value = ${expression} })`.replaceAll("'", "''")
    return JSON.parse(await this.#remote('--remote-expr', `luaeval('${quoted}')`)).value
  }

  async until<T>(what: string, expression: string): Promise<T> {
    const look = async () => (await this.lua<T | false | null>(expression).catch(() => undefined)) || undefined
    const state =
      'table.concat({ vim.fn.execute("messages"), vim.inspect(vim.diagnostic.get(0)), vim.fn.mode(), vim.fn.join(vim.fn.getline(1, "$"), "\\n") }, "\\n")'
    return (await until(what, look, () => this.lua<string>(state))) as T
  }

  /** Opens the code actions and takes the one with this title, as soon as there is one. Without a plug-in the menu would be a question. */
  async takeAction(title: string): Promise<void> {
    const choose = `function(items, _, done) for _, item in ipairs(items) do if item.action.title == '${title}' then done(item) end end end`
    await this.lua(`(function() vim.ui.select = ${choose}; vim.lsp.buf.code_action(); return true end)()`)
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    await this.keys('<C-\\><C-n>:qall!<CR>').catch(() => this.#process.kill())
    await gone
    this.scene.remove()
  }

  async #remote(kind: '--remote-send' | '--remote-expr', text: string): Promise<string> {
    const { stdout } = await run(this.#program, ['--clean', '--server', this.#socket, kind, text], {
      env: this.scene.env,
      timeout: 20_000,
    })
    return stdout
  }
}
