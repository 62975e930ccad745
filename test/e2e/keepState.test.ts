import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { gone } from '../engine/engines.ts'
import { enginesAt } from '../lsp/engineProcesses.ts'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'

const functions = Array.from({ length: 20 }, (_, index) => `function scale${index}(value) {\n  return value * ${index}\n}\n`)
const text = `${functions.join('\n')}\nfunction twice(value) {\n\n}\n`
const emptyLine = text.split('\n').indexOf('function twice(value) {') + 2

describe.skipIf(toolsMissing)('latent.engine.keepState', () => {
  const home = mkdtempSync(join(tmpdir(), 'latent-kept-'))
  const [runtime, states] = [join(home, 'run'), join(home, 'states')]
  let editor: Editor

  // The engine saves what it has read when its last window has gone.
  const closeAll = async () => {
    await editor.close()
    for (const { pid } of enginesAt(runtime)) await gone(pid)
  }
  afterEach(closeAll)
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  keepTraceOfFailures(() => editor)

  /** Opens a new window on the same file, has a line of it completed, and tells by the statistics page how many tokens of prompts were read for that. */
  async function completeInNewWindow(): Promise<number> {
    editor = await openEditor({
      files: { 'scales.js': text },
      settings: { 'latent.model': 'starter', 'latent.engine.keepState': true, 'latent.completion.ahead': false },
      environment: { LATENT_RUNTIME: runtime, LATENT_STATES: states },
    })
    const { workbench } = editor
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('scales.js')
    await workbench.goTo(emptyLine)
    await workbench.page.keyboard.type('  ret', { delay: 30 })
    await workbench.ghost.first().waitFor({ timeout: 60_000 })
    await workbench.run('Latent: Show Statistics')
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
    const row = page.getByRole('region', { name: 'Engine' }).getByRole('row', { name: /^Completions/ })
    await row.waitFor({ timeout: 60_000 })
    const [requests, , read] = await row.getByRole('cell').allTextContents()
    expect(Number(requests)).toBeGreaterThan(0)
    return Number(read?.replaceAll(/\D/g, ''))
  }

  test('spares a window that was closed and opened again what was read before; what is kept is listed, and can be deleted', async () => {
    const first = await completeInNewWindow()
    await closeAll()
    const again = await completeInNewWindow()
    // A few hundred tokens of code, and then only what was typed.
    expect(first).toBeGreaterThan(300)
    expect(again).toBeLessThan(first / 5)
    const { workbench } = editor
    await workbench.screenshot('keep-state-statistics')

    await workbench.run('Latent: Manage Disk Use')
    const row = workbench.pick('What the model has read of recent files')
    await row.waitFor()
    await workbench.screenshot('keep-state-disk-use')
    await row.click()
    const button = workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete', exact: true })
    await button.waitFor()
    await workbench.screenshot('keep-state-question')
    await button.click()
    await workbench.toast(/\d MB is free again\./).waitFor()
    // The list is shown again, without it.
    await workbench
      .pick(/starter|Qwen/i)
      .first()
      .waitFor()
    expect(await row.count()).toBe(0)
    await workbench.page.keyboard.press('Escape')
  })
})
