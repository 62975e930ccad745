import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

const code = `/** The sum of all prices. */
function total(items) {
  let sum = 0
  for (const item of items) sum += item.price

}
`
const emptyLine = 5
const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', source: ['prices = [1, 2]\n'], metadata: {}, outputs: [], execution_count: null }],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
})

describe.skipIf(toolsMissing)('Control of completions', () => {
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    const files = { 'total.js': code, 'notes.md': 'Notes\n', 'cells.ipynb': notebook }
    editor = await openEditor({ files, settings: { 'latent.model': 'starter' } })
    workbench = editor.workbench
    await workbench.openFile('total.js')
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  async function type(text: string): Promise<void> {
    await workbench.goTo(emptyLine)
    await workbench.page.keyboard.press('Shift+End')
    await workbench.page.keyboard.type(text, { delay: 30 })
  }
  /** The state that the status bar's item is read out with. */
  async function state(): Promise<string> {
    return (await workbench.statusItem('starter').locator('[aria-label]').first().getAttribute('aria-label')) ?? ''
  }

  test('a snooze stops completions that nobody asked for, and outlives a reload', async () => {
    await workbench.chooseInMenu('Snooze Completions')
    await workbench.pick('15 minutes').click()
    await workbench.statusItem('15 min').waitFor()
    await workbench.screenshot('snoozed')
    // VS Code writes what extensions remember within a second or so, and nothing on screen says when.
    await workbench.page.waitForTimeout(1500)
    await workbench.page.reload()
    await workbench.statusItem(/starter.* 1[45] min/).waitFor({ timeout: 60_000 })
    await type('  ret')
    await expect.poll(state).toContain('Nothing shown: completions are snoozed')
    expect(await workbench.ghost.count()).toBe(0)
  })

  test('asking by hand works while completions are snoozed', async () => {
    await workbench.run('Trigger Inline Suggestion')
    await workbench.ghost.first().waitFor()
    await workbench.page.keyboard.press('Escape')
  })

  test('the menu ends a snooze', async () => {
    await workbench.chooseInMenu('End Snooze')
    await workbench.statusItem(/ \d+ min/).waitFor({ state: 'detached' })
    await type('  retu')
    await workbench.ghost.first().waitFor()
    await workbench.page.keyboard.press('Escape')
  })

  test('the menu switches a language off and on again', async () => {
    await workbench.chooseInMenu('Disable Completions for JavaScript')
    await expect.poll(state).toContain('Completions are off for JavaScript')
    await workbench.screenshot('language-off')
    await type('  ret')
    await expect.poll(state).toContain('Nothing shown: completions are off for this language')
    await workbench.chooseInMenu('Enable Completions for JavaScript')
    await expect.poll(state).not.toContain('Completions are off')
    await type('  retu')
    await workbench.ghost.first().waitFor()
  })

  test('prose has no completions to begin with, which the status bar says', async () => {
    await workbench.openFile('notes.md')
    await expect.poll(state).toContain('Completions are off for Markdown')
  })

  test('a cell of a notebook is completed, and a review of it refused with the reason', async () => {
    await workbench.openTab('cells.ipynb')
    await workbench.page.locator('.cell .monaco-editor').first().click()
    await workbench.page.keyboard.press('Control+End')
    await workbench.page.keyboard.type('total = sum(', { delay: 30 })
    const suggestion = workbench.ghost.filter({ visible: true }).first()
    // The first keys in a cell that was opened a moment ago may get nothing: then one types on.
    const appears = () => suggestion.waitFor({ timeout: 6_000 })
    await appears()
      .catch(() => workbench.page.keyboard.type('p').then(appears))
      .catch(() => workbench.page.keyboard.type('r'))
    await suggestion.waitFor()
    await workbench.screenshot('notebook')
    await workbench.run('Latent: Review This File')
    await workbench.toast('A cell of a notebook cannot be reviewed').waitFor()
  })
})
