import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { linterExtension } from './linterExtension.ts'
import type { MadeExtension } from './madeExtension.ts'
import type { Workbench } from './workbench.ts'

/** Two faults that the starter model is very sure of. */
const faulty = `/** The mean of all values, or 0 where there are none. */
export function mean(values, sum) {
  if (values.length === 0) return 0
  return sum(values) * values.length
}

/** A time as minutes and seconds, such as 3:07. */
export function formatTime(totalSeconds) {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return \`\${minutes}:\${String(minutes).padStart(2, '0')}\`
}
`
const mean = { wrong: 'sum(values) * values', right: 'sum(values) / values' }
const time = { wrong: 'String(minutes)' }

/** A test run that knows only one of the functions: it fails unless the mean is right. */
const tests = `
const { mean } = await import('file://' + process.argv.at(-1))
process.exit(mean([1, 3], ([a, b]) => a + b) === 2 ? 0 : 1)`
const settings = {
  'latent.model': 'starter',
  'latent.review.precision': 0.5,
  'latent.review.testCommand': ['node', '--input-type=module', '-e', tests, '{file}'],
}
/** A review takes some seconds on two idle cores; other work on them may slow it down. */
const reviewMs = 240_000

describe.skipIf(toolsMissing)('Fixes in the editor', () => {
  let linter: MadeExtension
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    // It objects to the right fix of the mean.
    linter = await linterExtension('values) / values', 'Division is forbidden')
    editor = await openEditor({ files: { 'stats.mjs': faulty }, settings, theme: 'dark', extensions: [linter.vsix] })
    workbench = editor.workbench
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('stats.mjs')
    await workbench.run('Latent: Review This File')
    await workbench.toast(/stats\.mjs: \d+ finding/).waitFor({ timeout: reviewMs })
    await workbench.run('Notifications: Clear All Notifications')
  }, 420_000)
  afterAll(async () => {
    await editor?.close()
    linter?.dispose()
  })
  keepTraceOfFailures(() => editor)

  /** Chooses a code action at the first operator or name of a fault, and waits for what comes of it. */
  async function act({ wrong }: { readonly wrong: string }, sign: string, title: string, outcome: Locator): Promise<void> {
    const before = faulty.slice(0, faulty.indexOf(wrong) + wrong.indexOf(sign)).split('\n')
    const menu = workbench.page.locator('.action-widget').first()
    const action = menu.locator('.monaco-list-row.action', { hasText: title }).first()
    for (let attempt = 1; ; attempt++) {
      await workbench.goTo(before.length, (before.at(-1)?.length ?? 0) + 1)
      // Pressed again while the menu is open, the keys would take its first entry.
      if (!(await menu.isVisible())) await workbench.page.keyboard.press('Control+.')
      try {
        await action.click({ timeout: 15_000 })
        return await outcome.waitFor({ timeout: 15_000 })
      } catch (error) {
        // On a busy machine keys and clicks get lost while the menu opens.
        if (attempt === 4) throw error
        await workbench.page.keyboard.press('Escape')
      }
    }
  }
  const diff = () => workbench.page.locator('.monaco-diff-editor')
  const button = (title: string) => workbench.page.locator(`.editor-actions .action-label[aria-label^="${title}"]`).first()

  test('a preview shows the fix as a diff, and a rejected one changes nothing', async () => {
    await act(mean, '*', 'Preview the fix', diff())
    await workbench.page.locator('.tab.active', { hasText: 'stats.mjs: Replace' }).waitFor()
    await button('Accept Fix').waitFor()
    await workbench.screenshot('fix-preview')
    await button('Reject Fix').click()
    await diff().waitFor({ state: 'detached' })
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty)
  })

  test('an accepted fix is made in its file', async () => {
    await act(mean, '*', 'Preview the fix', diff())
    await button('Accept Fix').click()
    await diff().waitFor({ state: 'detached' })
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty.replace(mean.wrong, mean.right))
    await workbench.page.keyboard.press('Control+Z')
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty)
    await workbench.run('Notifications: Clear All Notifications')
  })

  test('a new error of another service after a fix is told, and undone with a button', async () => {
    const toast = workbench.toast('there is a new error in stats.mjs: Division is forbidden')
    await act(mean, '*', 'Replace', toast)
    await workbench.screenshot('fix-new-error')
    await toast.getByText('Undo Change').click()
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty)
  })

  test('a fix stays when the tests pass with it', async () => {
    await act(mean, '*', 'Verify the fix with tests', workbench.toast('The tests pass with'))
    await workbench.screenshot('fix-tested')
    const fixed = faulty.replace(mean.wrong, mean.right)
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(fixed)
    await workbench.page.keyboard.press('Control+Z')
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty)
    await workbench.run('Notifications: Clear All Notifications')
  })

  test('a fix is taken back when the tests fail with it', async () => {
    await act(time, 'minutes', 'Verify the fix with tests', workbench.toast('so it was taken back'))
    await workbench.screenshot('fix-taken-back')
    await expect.poll(() => workbench.savedText('stats.mjs')).toBe(faulty)
  })
})
