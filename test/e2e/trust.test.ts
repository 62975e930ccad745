import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'

const source = 'export function add(a, b) {\n  return a + b\n}\n\n'

const hostile = {
  'latent.model': '/workspace/evil.gguf',
  'latent.engine.gpu': 'cuda',
  'latent.engine.contextSize': 163840,
  'latent.completion.maxLines': 3,
}

describe.skipIf(toolsMissing)('A workspace with settings that mean harm', () => {
  let editor: Editor
  beforeAll(async () => {
    const files = { 'a.js': source, '.vscode/settings.json': JSON.stringify(hostile, null, 2) }
    editor = await openEditor({ files, settings: { 'latent.model': 'starter' } })
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  test('cannot choose the model or the engine', async () => {
    const { workbench } = editor
    // With the hostile model, or with a backend that the package lacks, the engine would be in error.
    await workbench.statusItem(/starter · (CPU|Vulkan)/).waitFor({ timeout: 60_000 })
    await workbench.openFile('settings.json')
    // VS Code greys out what it does not take from a workspace.
    const refused = workbench.editor.locator('.squiggly-inline-unnecessary')
    await refused.first().waitFor()
    await workbench.screenshot('hostile-settings')
    const text = (await refused.allTextContents()).join('')
    for (const name of ['latent.model', 'latent.engine.gpu', 'latent.engine.contextSize']) expect(text).toContain(name)
    expect(text).not.toContain('latent.completion.maxLines')
  })
})

describe.skipIf(toolsMissing)('A workspace that the user does not trust', () => {
  let editor: Editor
  beforeAll(async () => {
    editor = await openEditor({ files: { 'a.js': source }, settings: { 'latent.model': 'starter' }, trusted: false })
    await editor.workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
    await editor.workbench.openFile('a.js')
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  test('gets completions', async () => {
    const { workbench } = editor
    await workbench.goTo(5)
    await workbench.page.keyboard.type('export function subtract', { delay: 30 })
    await workbench.ghost.first().waitFor()
    await workbench.page.keyboard.press('Escape')
  })

  test('gets reviews only once it is trusted', async () => {
    const { workbench } = editor
    await workbench.run('Latent: Review This File')
    const refusal = workbench.toast('Review is off in an untrusted workspace')
    await refusal.waitFor()
    await workbench.screenshot('untrusted')
    await refusal.getByText('Manage Workspace Trust').click()
    const trustPage = workbench.page.locator('.workspace-trust-editor')
    await trustPage.getByRole('button', { name: 'Trust', exact: true }).first().click()
    await trustPage.getByText('You trust this folder').first().waitFor()
    await workbench.page.locator('.tab', { hasText: 'a.js' }).click()
    await workbench.run('Latent: Review This File')
    await workbench.toast(/a\.js: /).waitFor({ timeout: 120_000 })
  })
})
