import { afterEach, describe, expect, test } from 'vitest'
import { type Editor, openEditor, toolsMissing } from './editor.ts'

const source = 'export function add(a, b) {\n  return a + b\n}\n\n'

describe.skipIf(toolsMissing)('A workspace that means harm', () => {
  let editor: Editor | undefined
  afterEach(() => editor?.close())

  test('cannot choose the model or the engine by its settings', async () => {
    const hostile = {
      'latent.model': '/workspace/evil.gguf',
      'latent.engine.gpu': 'cuda',
      'latent.engine.contextSize': 163840,
      'latent.completion.maxLines': 3,
    }
    editor = await openEditor({
      files: { 'a.js': source, '.vscode/settings.json': JSON.stringify(hostile) },
      settings: { 'latent.model': 'starter', 'latent.trace.server': 'verbose' },
    })
    const { workbench } = editor
    // With the hostile model or backend the engine would be in error, and its context would not fit.
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
    await workbench.openFile('a.js')
    const log = editor.log()
    // The trace holds what the editor handed to the server: the harmless setting of the workspace, and none of the others.
    expect(log).toMatch(/"maxLines": 3/)
    expect(log).toMatch(/"model": "starter"/)
    expect(log).not.toMatch(/evil|cuda|163840/)
  })

  test('gets completions but no review until the user trusts it', async () => {
    editor = await openEditor({ files: { 'a.js': source }, settings: { 'latent.model': 'starter' }, trusted: false })
    const { workbench } = editor
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
    await workbench.openFile('a.js')
    await workbench.goTo(5)
    await workbench.page.keyboard.type('function add', { delay: 30 })
    await workbench.ghost.first().waitFor()
    await workbench.page.keyboard.press('Escape')

    await workbench.run('Latent: Review This File')
    const refusal = workbench.toast('Review is off in an untrusted workspace')
    await refusal.waitFor()
    await workbench.screenshot('untrusted')
    await refusal.getByText('Manage Workspace Trust').click()
    await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click()
    await workbench.openFile('a.js')
    await workbench.run('Latent: Review This File')
    await workbench.toast(/a\.js: /).waitFor({ timeout: 120_000 })
  })
})
