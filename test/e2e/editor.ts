import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { beforeEach } from 'vitest'
import { startCodeServer } from './codeServer.ts'
import { addChinese } from './languagePack.ts'
import { findTools } from './tools.ts'
import { packedExtension } from './vsix.ts'
import { Workbench } from './workbench.ts'

export interface EditorOptions {
  /** Files of the workspace, by their paths in it. */
  readonly files: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
  /** Folders of `files` that the workspace is made of. Default: one folder with all of them. */
  readonly roots?: readonly string[]
  /** Further extensions to install, as VSIX files. */
  readonly extensions?: readonly string[]
  /** False opens the workspace in Restricted Mode. Default true. */
  readonly trusted?: boolean
  readonly theme?: 'dark' | 'light'
  /** True makes the workspace a git repository in which its files are committed. */
  readonly git?: boolean
  /** The editor's language. Default `en-US`. */
  readonly locale?: 'en-US' | 'zh-CN'
  /** `user` shares the models of the user who runs the tests; `none` starts with an empty folder. Default `user`. */
  readonly models?: 'user' | 'none'
  /** Variables that the editor and its language server see besides. */
  readonly environment?: Readonly<Record<string, string>>
  /** Files that take the place of those of the same name in the extension's `dist`. */
  readonly programs?: readonly string[]
}
export interface Editor {
  readonly workbench: Workbench
  /** What the extension logged so far. */
  log(): string
  /** The user's settings and those of this machine as the editor keeps them in its files. */
  settings(): Readonly<Record<'user' | 'machine', Readonly<Record<string, unknown>>>>
  /** Files with a text in them, of all that the editor wrote, logs and settings among them. */
  filesWith(text: string): string[]
  /** Files in the folder of models, for an editor that began with none. */
  downloadedModels(): string[]
  /** Ends the language server, or its engine process, as a crash would. */
  kill(program: 'server' | 'engine'): void
  close(): Promise<void>
}

/** A workbench without what would move, pop up or compete with the extension for the same place. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  // A page over the window would take the keys that are meant for the editor.
  'workbench.editor.useModal': 'off',
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  // Typed text must be the text that was sent.
  'editor.autoClosingBrackets': 'never',
  'editor.autoIndent': 'none',
  'editor.formatOnType': false,
  'editor.inlineSuggest.showToolbar': 'never',
  'editor.lightbulb.enabled': 'off',
}
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' }

export const toolsMissing = findTools() === undefined

/** Keeps the window and the log of a test that failed. */
export function keepTraceOfFailures(editor: () => Editor | undefined): void {
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      if (editor()?.workbench.page.isClosed()) return
      console.error(await editor()?.workbench.state())
      await editor()?.workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`)
      console.error(editor()?.log())
    })
  })
}

/** Opens a fresh VS Code on a fresh workspace, with the packed extension installed. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const tools = findTools()
  if (tools === undefined) throw new Error('The editor tests need `node scripts/editorBench.mjs` and Chromium.')
  const folder = mkdtempSync(join(tmpdir(), 'latent-editor-'))
  const workspace = join(folder, 'workspace')
  const models = options.models === 'none' ? join(folder, 'models') : usersModels()
  for (const [path, text] of Object.entries(options.files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  if (options.git) commitAll(workspace)
  const { locale = 'en-US' } = options
  if (locale === 'zh-CN') addChinese(join(folder, 'data'))
  const opened = options.roots === undefined ? workspace : workspaceFile(folder, workspace, options.roots)
  const server = await startCodeServer(tools, [packedExtension(), ...(options.extensions ?? [])], {
    folder,
    settings: {
      ...quietSettings,
      'workbench.colorTheme': themes[options.theme ?? 'dark'],
      'security.workspace.trust.enabled': options.trusted === false,
      'security.workspace.trust.startupPrompt': 'never',
      ...options.settings,
    },
    environment: { LATENT_MODELS: models, ...options.environment },
    locale: locale.toLowerCase(),
    programs: options.programs ?? [],
  })
  let browser: Browser | undefined
  const close = async () => {
    await browser?.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  try {
    // Root may start Chromium only without its sandbox; the page is our own.
    browser = await chromium.launch({
      executablePath: tools.chromium,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    })
    return {
      workbench: await Workbench.open(browser, server.port, workspace, opened),
      log: () => logOf(folder),
      settings: () => ({ user: settingsIn(folder, 'User'), machine: settingsIn(folder, 'Machine') }),
      filesWith: (text) => filesIn(join(folder, 'data')).filter((path) => readFileSync(path).includes(text)),
      downloadedModels: () => filesIn(models),
      kill: (program) => killProcessOf(join(folder, 'extensions'), `${program}.js`),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function commitAll(workspace: string): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost']
  for (const step of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...author, 'commit', '--quiet', '--message', 'First version'],
  ])
    execFileSync('git', step, { cwd: workspace })
}

function workspaceFile(folder: string, workspace: string, roots: readonly string[]): string {
  const path = join(folder, 'all.code-workspace')
  writeFileSync(path, JSON.stringify({ folders: roots.map((root) => ({ path: join(workspace, root) })) }))
  return path
}

/** The profile has a home folder of its own, so the models of the user who runs the tests are pointed at. */
function usersModels(): string {
  return process.env.LATENT_MODELS ?? join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'latent', 'models')
}

function logOf(folder: string): string {
  const logs = filesIn(join(folder, 'data', 'logs')).filter((path) => path.endsWith('Latent.log'))
  return logs.map((path) => readFileSync(path, 'utf8')).join('\n')
}

function settingsIn(folder: string, of: 'User' | 'Machine'): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, 'data', of, 'settings.json'), 'utf8'))
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Linux tells each process's command line under /proc; the folder is this editor's own, so no other process is met. */
function killProcessOf(extensions: string, program: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const commandLine = join('/proc', pid, 'cmdline')
    const [, module] = existsSync(commandLine) ? readFileSync(commandLine, 'utf8').split('\0') : []
    if (module?.startsWith(extensions) && module.endsWith(join('dist', program))) process.kill(Number(pid), 'SIGKILL')
  }
}
