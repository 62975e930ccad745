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
const mended = faulty.replace('maxx', 'max')
const settings = { 'latent.model': 'starter' }
const titles = { fix: /^\s*Fix with Latent/, explain: /^\s*Explain and fix with Latent/ }

describe.skipIf(toolsMissing)('Errors of other programs in the editor', () => {
  let checker: MadeExtension
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    const manifest = { name: 'checker', activationEvents: ['onLanguage:javascript'], main: './main.js' }
    checker = await madeExtension(manifest, { 'main.js': checkerProgram })
    editor = await openEditor({ files: { 'stats.mjs': faulty }, settings, extensions: [checker.vsix] })
    workbench = editor.workbench
    preview = new EditPreview(workbench)
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('stats.mjs')
  }, 420_000)
  afterAll(async () => {
    await editor?.close()
    checker?.dispose()
  })
  keepTraceOfFailures(() => editor)

  const text = () => workbench.savedText('stats.mjs')

  const choose = (title: RegExp) => workbench.takeAction(() => workbench.goTo(3, 42), 'Control+.', title, 'error-actions')

  test('are explained beside the code, and mended as a diff that is accepted', async () => {
    await choose(titles.explain)
    await workbench.page.locator('.tab', { hasText: 'Explanation stats.mjs:3' }).waitFor({ timeout: editMs })
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.screenshot('error-explained')
    await preview.button('Accept Edit').click()
    await preview.closed()
    await expect.poll(text).toBe(mended)
    await workbench.page.keyboard.press('Control+Z')
    await expect.poll(text).toBe(faulty)
  })

  test('are mended at once where that is chosen, and one Undo takes it back', async () => {
    await choose(titles.fix)
    await expect.poll(text, { timeout: editMs }).toBe(mended)
    await workbench.page.keyboard.press('Control+Z')
    await expect.poll(text).toBe(faulty)
  })
})
