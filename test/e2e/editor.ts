import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { startCodeServer } from './codeServer.ts'
import { findTools } from './tools.ts'
import { packedExtension } from './vsix.ts'
import { Workbench } from './workbench.ts'

export interface EditorOptions {
  /** Files of the workspace, by their paths in it. */
  readonly files: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  /** False opens the workspace in Restricted Mode. Default true. */
  readonly trusted?: boolean
  readonly theme?: 'dark' | 'light'
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

/** Opens a fresh VS Code on a fresh workspace, with the packed extension installed. */
export async function openEditor(options: EditorOptions): Promise<{ workbench: Workbench; close(): Promise<void> }> {
  const tools = findTools()
  if (tools === undefined) throw new Error('The editor tests need `node scripts/editorBench.mjs` and Chromium.')
  const folder = mkdtempSync(join(tmpdir(), 'latent-editor-'))
  const workspace = join(folder, 'workspace')
  for (const [path, text] of Object.entries(options.files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  const server = await startCodeServer(tools, packedExtension(), {
    folder,
    settings: {
      ...quietSettings,
      'workbench.colorTheme': themes[options.theme ?? 'dark'],
      'security.workspace.trust.enabled': options.trusted === false,
      'security.workspace.trust.startupPrompt': 'never',
      ...options.settings,
    },
    environment: { LATENT_MODELS: modelsFolder(), ...options.environment },
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
    return { workbench: await Workbench.open(browser, server.port, workspace), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The profile has a home folder of its own, so the models of the user who runs the tests are pointed at. */
function modelsFolder(): string {
  return process.env.LATENT_MODELS ?? join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'latent', 'models')
}
