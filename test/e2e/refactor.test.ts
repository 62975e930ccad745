import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { EditPreview, editMs } from './editPreview.ts'
import type { Workbench } from './workbench.ts'

const words = `/** How many words a text has. */
export function fx(text: string): number {
  const qx = text.split(' ').filter((part) => part !== '')
  return qx.length
}
`
const report = "import { fx } from './words'\n\nexport const report = (text: string) => `words: ${fx(text)}`\n"
const config = '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "types": [] } }\n'
const settings = { 'latent.model': 'starter', 'files.autoSave': 'off', 'files.refactoring.autoSave': false }

describe.skipIf(toolsMissing)('Refactorings in the editor', () => {
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    editor = await openEditor({ files: { 'words.ts': words, 'report.ts': report, 'tsconfig.json': config }, settings })
    workbench = editor.workbench
    preview = new EditPreview(workbench)
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('words.ts')
  }, 300_000)
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  const text = (path: string) => workbench.savedText(path)
  const keys = (pressed: string) => workbench.page.keyboard.press(pressed)

  async function renameAt(line: number, column: number): Promise<string> {
    await workbench.goTo(line, column)
    await workbench.run('Latent: Rename to a Better Name')
    const first = workbench.pick(/^\s*[A-Za-z]+\s*$/).first()
    await first.waitFor({ timeout: editMs })
    await workbench.page.locator('.quick-input-title', { hasText: 'Rename "' }).waitFor({ timeout: editMs })
    return ((await first.textContent()) ?? '').trim()
  }

  test('rename a variable by a name that the user chooses, and one Undo takes it back', async () => {
    const name = await renameAt(3, 10)
    await workbench.screenshot('rename-names')
    await keys('Enter')
    await expect.poll(() => text('words.ts'), { timeout: editMs }).toBe(words.replaceAll('qx', name))
    await keys('Control+Z')
    await expect.poll(() => text('words.ts')).toBe(words)
  })

  test('show what a rename does to other files, and make it in all of them or in none', async () => {
    const name = await renameAt(2, 18)
    await keys('Enter')
    const tab = workbench.page.locator('.tab.active', { hasText: `Rename "fx" to "${name}"` })
    await tab.waitFor({ timeout: editMs })
    await preview.button('Accept Edit').waitFor()
    await expect.poll(() => workbench.page.locator('.multiDiffEntry .view-line', { hasText: name }).count()).toBeGreaterThan(1)
    await workbench.screenshot('rename-files')
    await preview.button('Reject Edit').click()
    await tab.waitFor({ state: 'detached' })
    expect(await text('words.ts')).toBe(words)

    await renameAt(2, 18)
    await keys('Enter')
    await tab.waitFor({ timeout: editMs })
    await preview.button('Accept Edit').click()
    await tab.waitFor({ state: 'detached' })
    expect(await text('words.ts')).toBe(words.replaceAll('fx', name))
    await workbench.openFile('report.ts')
    expect(await text('report.ts')).toBe(report.replaceAll('fx', name))
    // One Undo, in whichever file, takes back the whole.
    await keys('Control+Z')
    await expect.poll(() => text('report.ts')).toBe(report)
    await workbench.openFile('words.ts')
    expect(await text('words.ts')).toBe(words)
  })
})
