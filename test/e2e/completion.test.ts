import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

describe.skipIf(toolsMissing)('Completion in the editor', () => {
  let editor: Awaited<ReturnType<typeof openEditor>>
  let workbench: Workbench

  beforeAll(async () => {
    editor = await openEditor({ files: { 'a.js': 'const x = 1\n' }, settings: { 'latent.model': 'starter' } })
    workbench = editor.workbench
  })
  afterAll(() => editor?.close())

  test('the status bar shows the model and the backend', async () => {
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
    await workbench.openFile('a.js')
    await workbench.screenshot('status')
    expect(await workbench.page.locator('.statusbar').innerText()).toContain('starter')
  })
})
