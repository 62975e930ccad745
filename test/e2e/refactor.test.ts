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
/** A way that a rule knows: what is looked up in a list for each element. */
const common = `export function common(values: string[], all: string[]): string[] {
  return values.filter((value) => all.includes(value))
}
`
const config = '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "types": [] } }\n'
const settings = { 'latent.model': 'starter', 'files.autoSave': 'off', 'files.refactoring.autoSave': false }
/** A benchmark that ends well with any code; what it takes is all the same. */
const benchmark = { 'latent.optimise.benchmarkCommand': ['node', '-e', ''] }

describe.skipIf(toolsMissing)('Refactorings in the editor', () => {
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    editor = await openEditor({
      files: { 'words.ts': words, 'report.ts': report, 'common.ts': common, 'tsconfig.json': config },
      settings: { ...settings, ...benchmark },
    })
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
    await workbench.box.press('Enter')
    await expect.poll(() => text('words.ts'), { timeout: editMs }).toBe(words.replaceAll('qx', name))
    await keys('Control+Z')
    await expect.poll(() => text('words.ts')).toBe(words)
  })

  test('show what a rename does to other files, and make it in all of them or in none', async () => {
    const name = await renameAt(2, 18)
    await workbench.box.press('Enter')
    const tab = workbench.page.locator('.tab.active', { hasText: `Rename "fx" to "${name}"` })
    await tab.waitFor({ timeout: editMs })
    await preview.button('Accept Edit').waitFor()
    await expect.poll(() => workbench.page.locator('.multiDiffEntry .view-line', { hasText: name }).count()).toBeGreaterThan(1)
    await workbench.screenshot('rename-files')
    await preview.button('Reject Edit').click()
    await tab.waitFor({ state: 'detached' })
    expect(await text('words.ts')).toBe(words)

    await renameAt(2, 18)
    await workbench.box.press('Enter')
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

  test('stand in the menu of refactorings, and one that is chosen is made', async () => {
    await workbench.openFile('words.ts')
    const select = async () => {
      await workbench.goTo(3, 14)
      await keys('Shift+End')
    }
    await workbench.takeAction(select, 'Control+Shift+R', 'Extract variable and name it', 'refactor-menu')
    // The model names it; TypeScript puts it in front.
    await expect
      .poll(() => text('words.ts'), { timeout: editMs })
      .toMatch(/const (?!newLocal)(\w+) = text\.split.*\n {2}const qx = \1\n/)
    await keys('Control+Z')
    await expect.poll(() => text('words.ts')).toBe(words)
  })

  test('can be seen before they are made, where a model may write them', async () => {
    await workbench.openFile('common.ts')
    const title = 'Preview: Find a faster or leaner way'
    await workbench.takeAction(() => workbench.goTo(2, 10), 'Control+Shift+R', title, 'refactor-preview-menu')
    await preview.diff.waitFor({ timeout: editMs })
    await expect.poll(() => preview.right.locator('.view-line', { hasText: 'new Set(all)' }).count()).toBe(1)
    await workbench.screenshot('refactor-preview')
    await preview.button('Reject Edit').click()
    await preview.closed()
    expect(await text('common.ts')).toBe(common)
  })

  test('are measured with the code as it is where the user wants that, and the file is as it was afterwards', async () => {
    await workbench.openFile('common.ts')
    await workbench.goTo(2, 10)
    await workbench.run('Latent: Find a Faster or Leaner Way')
    const question = workbench.toast('Measure them with your benchmark?')
    await question.waitFor({ timeout: editMs })
    await workbench.screenshot('optimise-question')
    await question.getByText('Measure', { exact: true }).click()
    const way = workbench.pick('Your benchmark takes')
    await way.first().waitFor({ timeout: editMs })
    await workbench.screenshot('optimise-measured')
    await workbench.box.press('Enter')
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.toast('Your benchmark takes').first().waitFor()
    await workbench.screenshot('optimise-preview')
    await preview.button('Reject Edit').click()
    await preview.closed()
    expect(await text('common.ts')).toBe(common)
  })
})
