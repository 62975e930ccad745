import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

/** Each loop reads one element too many. */
const faulty = `/** The sum of all values. */
export function sum(values) {
  let total = 0
  for (let i = 0; i <= values.length; i++) {
    total += values[i]
  }
  return total
}

/** The place of the first value that is larger than the limit, or -1. */
export function firstAbove(values, limit) {
  for (let i = 0; i <= values.length; i++) {
    if (values[i] > limit) return i
  }
  return -1
}
`

describe.skipIf(toolsMissing)('Review in the editor', () => {
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    editor = await openEditor({ files: { 'sum.js': faulty }, settings: { 'latent.model': 'starter' }, theme: 'light' })
    workbench = editor.workbench
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  async function review(): Promise<void> {
    await workbench.run('Latent: Review This File')
    await workbench.toast(/sum\.js: \d+ finding/).waitFor({ timeout: 120_000 })
  }
  async function restore(): Promise<void> {
    while ((await workbench.savedText('sum.js')) !== faulty) await workbench.page.keyboard.press('Control+Z')
  }

  test('a command that needs a file says so where none is open', async () => {
    await workbench.run('Latent: Review This File')
    await workbench.toast('No file is open.').waitFor()
    await workbench.run('Notifications: Clear All Notifications')
  })

  test('Review This File marks what it found and lists it under Problems', async () => {
    await workbench.openFile('sum.js')
    await workbench.run('Latent: Review This File')
    const progress = workbench.toast('Reviewing sum.js')
    await progress.waitFor()
    await workbench.screenshot('review-progress')
    const summary = workbench.toast(/sum\.js: \d+ finding/)
    await summary.waitFor({ timeout: 120_000 })
    await summary.getByText('Show Problems').click()
    await workbench.problem('Ln 4').waitFor()
    await workbench.editor.locator('.squiggly-warning').first().waitFor()
    await workbench.screenshot('review')
    expect(await workbench.problem(/latent/).count()).toBeGreaterThan(0)
  })

  test('a quick fix changes the text', async () => {
    await workbench.hidePanel()
    await workbench.goTo(4, (faulty.split('\n')[3] ?? '').indexOf('<=') + 1)
    const fix = workbench.page.locator('.action-widget .monaco-list-row.action', { hasText: '<' }).first()
    await workbench.pressUntil('Control+.', fix)
    await workbench.screenshot('quick-fix')
    await fix.click()
    await fix.waitFor({ state: 'detached' })
    await expect.poll(() => workbench.savedText('sum.js')).toBe(faulty.replace('<=', '<'))
    await restore()
  })

  test('Fix All in File applies every verified fix', async () => {
    await review()
    await workbench.run('Latent: Fix All in File')
    await workbench.toast('Fixed in sum.js').waitFor()
    expect(await workbench.savedText('sum.js')).toBe(faulty.replaceAll('<=', '<'))
    await workbench.run('Notifications: Clear All Notifications')
    await restore()
  })

  test('held-back findings are listed with the reason, and a choice goes to the place', async () => {
    await workbench.run('Latent: Show Held-Back Findings')
    const row = workbench.pick(/line \d+/).first()
    await row.waitFor()
    await workbench.screenshot('held-back')
    const line = /line (\d+)/.exec((await row.textContent()) ?? '')?.[1]
    await row.click()
    await workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor()
  })

  test('a selection is reviewed alone', async () => {
    await workbench.run('Notifications: Clear All Notifications')
    await workbench.goTo(4)
    await workbench.page.keyboard.press('Shift+End')
    await workbench.page.keyboard.press('Control+Alt+R')
    await workbench.toast(/sum\.js: 1 finding/).waitFor({ timeout: 120_000 })
    await workbench.run('Notifications: Clear All Notifications')
  })

  test('Review Changes outside of a repository says so and offers the whole file', async () => {
    await workbench.run('Latent: Review Changes')
    const toast = workbench.toast(/changes of .*sum\.js cannot be told/)
    await toast.getByText('Review This File').waitFor()
    await workbench.screenshot('changes-without-git')
  })
})
