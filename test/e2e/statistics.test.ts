import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

describe.skipIf(toolsMissing)('The statistics', () => {
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    editor = await openEditor({ files: { 'a.js': 'const x = 1\n' }, models: 'none' })
    workbench = editor.workbench
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  test('open as a page, are reset only after a question, and are exported as JSON', async () => {
    await workbench.statusItem('Latent: no model').waitFor({ timeout: 60_000 })
    await workbench.run('Latent: Show Statistics')
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('body')
    await page.locator('h1', { hasText: 'Latent Statistics' }).waitFor()
    await page.getByText('Nothing of them leaves it.').waitFor()
    await workbench.screenshot('statistics')

    await page.getByRole('button', { name: 'Reset…' }).press('Enter')
    const question = workbench.page.locator('.monaco-dialog-box', { hasText: 'Reset the statistics?' })
    await question.waitFor()
    await workbench.screenshot('statistics-reset')
    await question.getByRole('button', { name: 'Reset', exact: true }).click()
    await question.waitFor({ state: 'detached' })
    await page.getByText(/Counted since \d{4}-\d\d-\d\d\./).waitFor()

    await page.getByRole('button', { name: 'Export…' }).click()
    await expect.poll(() => workbench.box.inputValue()).toMatch(/latent-statistics\.json$/)
    const exported = await workbench.box.inputValue()
    await workbench.box.press('Enter')
    await expect.poll(() => existsSync(exported)).toBe(true)
    expect(JSON.parse(readFileSync(exported, 'utf8'))).toMatchObject({ schemaVersion: 1, totals: { offered: 0 } })
  })
})
