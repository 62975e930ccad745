import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkerProgram } from './checkerProgram.ts'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { EditPreview, editMs } from './editPreview.ts'
import { type MadeExtension, madeExtension } from './madeExtension.ts'
import type { Workbench } from './workbench.ts'

const faulty = `/** The largest of the values, or 0 where there are none. */
export function largest(values) {
  return values.length === 0 ? 0 : Math.maxx(...values)
}
`
/** Ends with the error of the file above. */
const main =
  "import { largest } from './stats.mjs'\n\nconst password = 'hunter2hunter2'\nconsole.log(largest([1, 2, 3]), password.length)\n"
const launch = JSON.stringify({
  version: '0.2.0',
  configurations: [
    { type: 'node', request: 'launch', name: 'main', program: '${workspaceFolder}/main.mjs', console: 'internalConsole' },
  ],
})
const settings = {
  'latent.model': 'starter',
  'debug.openDebug': 'neverOpen',
  'debug.internalConsoleOptions': 'neverOpen',
  'terminal.integrated.shellIntegration.enabled': false,
  // Rows that a test can read.
  'terminal.integrated.gpuAcceleration': 'off',
}

describe.skipIf(toolsMissing)('Failures of programs, explained in a Chinese editor', () => {
  let checker: MadeExtension
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    const manifest = { name: 'checker', activationEvents: ['onLanguage:javascript'], main: './main.js' }
    checker = await madeExtension(manifest, { 'main.js': checkerProgram })
    editor = await openEditor({
      files: { 'stats.mjs': faulty, 'main.mjs': main, '.vscode/launch.json': launch },
      settings,
      extensions: [checker.vsix],
      locale: 'zh-CN',
      theme: 'light',
    })
    workbench = editor.workbench
    preview = new EditPreview(workbench)
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('stats.mjs')
  }, 420_000)
  afterAll(async () => {
    await editor?.close()
    checker?.dispose()
  })
  keepTraceOfFailures(() => editor)

  /** What stands beside the code once the model has written its explanation, as far as the window has room for it. */
  async function explanation(tab: RegExp): Promise<string> {
    await workbench.page.locator('.tab', { hasText: tab }).first().waitFor({ timeout: editMs })
    await workbench.toast('正在解释').first().waitFor({ state: 'detached', timeout: editMs })
    const beside = workbench.page.locator('.editor-instance .view-lines', { hasText: '―――' }).first()
    await beside.waitFor()
    return ((await beside.textContent()) ?? '').replaceAll('\u00a0', ' ')
  }

  test('are errors of a compiler, with a mend beside the explanation', async () => {
    await workbench.goTo(3, 42)
    await workbench.run('Latent: 解释并修复错误')
    const text = await explanation(/stats\.mjs:3/)
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.screenshot('error-explained-zh')
    expect(text).toMatch(/\p{Script=Han}{4}/u)
    await preview.button('拒绝编辑').click()
    await preview.closed()
    expect(await workbench.savedText('stats.mjs')).toBe(faulty)
    await workbench.run('View: Close All Editors')
  })

  test('are stack traces from the clipboard', async () => {
    const trace = 'TypeError: Math.maxx is not a function\n    at largest (stats.mjs:3:42)\n    at main.mjs:4:13\n'
    await workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(trace)})`)
    await workbench.run('Latent: 解释剪贴板中的堆栈跟踪')
    const text = await explanation(/堆栈跟踪/)
    await workbench.screenshot('stack-trace-clipboard')
    expect(text).toContain('TypeError: Math.maxx is not a function')
    await workbench.run('View: Close All Editors')
  })

  test('are what is selected in the terminal, and the clipboard keeps what it had', async () => {
    await workbench.page.evaluate("navigator.clipboard.writeText('mine')")
    await workbench.run('Terminal: Create New Terminal')
    const terminal = workbench.page.locator('.terminal.xterm').first()
    await terminal.waitFor()
    await workbench.page.keyboard.type('clear; node main.mjs')
    await workbench.page.keyboard.press('Enter')
    await terminal.locator('.xterm-rows', { hasText: 'Node.js v' }).waitFor({ timeout: editMs })
    await workbench.run('Terminal: Select All')
    await workbench.screenshot('stack-trace-terminal-selected')
    await workbench.run('Latent: 解释所选堆栈跟踪')
    expect(await explanation(/堆栈跟踪/)).toMatch(/^TypeError: Math\.maxx is not a function/)
    await workbench.screenshot('stack-trace-terminal')
    expect(await workbench.page.evaluate('navigator.clipboard.readText()')).toBe('mine')
    await workbench.run('Terminal: Kill All Terminals')
    await workbench.run('View: Close All Editors')
  })

  test('are programs that stopped in the debugger, with variables that the user agreed to send', async () => {
    await workbench.openFile('stats.mjs')
    await workbench.goTo(3, 1)
    await workbench.page.keyboard.press('F9')
    await workbench.page.keyboard.press('F5')
    await workbench.page.locator('.debug-toolbar').waitFor({ timeout: editMs })
    await workbench.page
      .locator('.debug-top-stack-frame-column, .debug-top-stack-frame-line')
      .first()
      .waitFor({ timeout: editMs })
    await workbench.run('Latent: 解释调试器停止的位置')
    const question = workbench.page.locator('.monaco-dialog-box', { hasText: '变量' })
    await question.waitFor()
    await workbench.screenshot('debug-question')
    await question.getByText('发送变量', { exact: true }).click()
    await explanation(/堆栈跟踪/)
    await workbench.screenshot('debug-explained')
    await workbench.page.keyboard.press('Shift+F5')
    await workbench.page.locator('.debug-toolbar').waitFor({ state: 'hidden' })
  })
})
