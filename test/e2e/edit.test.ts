import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { EditPreview, editMs } from './editPreview.ts'
import type { Workbench } from './workbench.ts'

const mean = `export function mean(values) {
  let total = 0
  for (const value of values) {
    total += value
  }
  return total / values.length
}
`
const largest = `export function largest(values) {
  return Math.max(...values)
}
`
const source = `${mean}\n${largest}`
const wish = '// Gives the larger of two numbers.\n'
/** Where the cursor stands while \`mean\` is edited. */
const inMean = 3
/** For what may be gone before the mouse is there. */
const waitForMouseMs = 3000
const settings = { 'latent.model': 'starter', 'files.autoSave': 'off' }

describe.skipIf(toolsMissing)('Edits with an instruction', () => {
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    editor = await openEditor({
      files: { 'stats.mjs': source, 'larger.mjs': wish, 'package.json': '{ "type": "module" }\n' },
      settings,
      git: true,
    })
    workbench = editor.workbench
    preview = new EditPreview(workbench)
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('stats.mjs')
  }, 300_000)
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  const text = () => workbench.savedText('stats.mjs')
  const keys = (pressed: string) => workbench.page.keyboard.press(pressed)

  async function closeMessages(): Promise<void> {
    await workbench.run('Notifications: Clear All Notifications')
  }

  test('are shown as a diff, and a rejected one changes nothing', async () => {
    await preview.instruct('return 0 when values is empty', inMean)
    await workbench.page.locator('.tab.active', { hasText: 'stats.mjs: return 0' }).waitFor()
    await preview.button('Accept Edit').waitFor()
    await workbench.screenshot('edit-preview')
    await preview.button('Reject Edit').click()
    await preview.closed()
    expect(await text()).toBe(source)
  })

  test('are remembered, and the newest can be chosen again with Enter', async () => {
    await workbench.goTo(inMean, 1)
    await workbench.pressUntil('Control+Alt+G', workbench.pick('return 0 when values is empty'))
    await workbench.screenshot('edit-instruction')
    await workbench.box.press('Enter')
    await preview.diff.waitFor({ timeout: editMs })
    await keys('Control+Backspace')
    await preview.closed()
  })

  test('are made when they are accepted, and one Undo takes them back', async () => {
    await preview.instruct('return 0 when values is empty', inMean)
    await preview.right.click()
    await keys('Control+Enter')
    await preview.closed()
    const edited = await text()
    expect(edited).not.toBe(source)
    // Nothing outside of the function changes.
    expect(edited.endsWith(`\n${largest}`)).toBe(true)
    await keys('Control+Z')
    await expect.poll(text).toBe(source)
  })

  test('are not made in a file that changed meanwhile, and stay to be tried again', async () => {
    await preview.instruct('return 0 when values is empty', inMean)
    await workbench.page.locator('.tab', { hasText: /^stats\.mjs$/ }).click()
    await workbench.goTo(1, 1)
    // A word at once is one step of Undo.
    await workbench.page.keyboard.insertText('/*Mine*/')
    await workbench.page.locator('.tab', { hasText: 'stats.mjs: return 0' }).click()
    await preview.button('Accept Edit').click()
    const refusal = workbench.toast('stats.mjs changed meanwhile, so nothing was applied.')
    await refusal.waitFor()
    await workbench.screenshot('edit-outdated')
    expect(await preview.diff.count()).toBe(1)
    await refusal.getByText('Try Again').click()
    await expect.poll(() => preview.right.locator('.view-line', { hasText: '/*Mine*/' }).count(), { timeout: editMs }).toBe(1)
    await preview.button('Accept Edit').click()
    await preview.closed()
    expect(await text()).toMatch(/^\/\*Mine\*\/export/)
    await keys('Control+Z')
    await keys('Control+Z')
    await expect.poll(text).toBe(source)
    await closeMessages()
  })

  test('are decided hunk by hunk by keys', async () => {
    await preview.instruct('rename total to sum', inMean)
    await preview.right.click()
    await preview.button('Accept This Hunk').waitFor()
    await workbench.screenshot('edit-hunks')
    await keys('Control+Home')
    await keys('Alt+Enter')
    await expect.poll(() => preview.left.locator('.view-line', { hasText: 'let sum = 0' }).count()).toBe(1)
    await keys('Control+Backspace')
    await preview.closed()
    expect(await text()).toBe(source.replace('let total = 0', 'let sum = 0'))
    await keys('Control+Z')
    await expect.poll(text).toBe(source)
  })

  test('keep what a rejected hunk would have changed', async () => {
    await preview.instruct('rename total to sum', inMean)
    await preview.right.click()
    await preview.button('Reject This Hunk').waitFor()
    const changedLines = preview.right.locator('.view-line', { hasText: 'sum' })
    const before = await changedLines.count()
    await keys('Control+Home')
    await keys('Alt+Backspace')
    await expect.poll(() => preview.right.locator('.view-line', { hasText: 'let total = 0' }).count()).toBe(1)
    expect(await changedLines.count()).toBe(before - 1)
    await workbench.screenshot('edit-hunk-rejected')
    await preview.button('Reject Edit').click()
    await preview.closed()
    expect(await text()).toBe(source)
  })

  test('are tried again by a button, and a try that is cancelled leaves the one that is shown', async () => {
    await preview.instruct('return 0 when values is empty', inMean)
    await preview.button('Try Another Edit').click()
    const progress = workbench.toast('Editing stats.mjs')
    await progress.waitFor()
    // On a fast machine the other edit is there before anybody can look or cancel: then that one is shown.
    await progress.hover({ timeout: waitForMouseMs }).catch(() => undefined)
    await workbench.screenshot('edit-another')
    await progress
      .getByText('Cancel')
      .click({ timeout: waitForMouseMs })
      .catch(() => undefined)
    await progress.waitFor({ state: 'detached', timeout: editMs })
    await expect.poll(() => preview.diff.count()).toBe(1)
    await preview.button('Reject Edit').waitFor()
    await preview.button('Reject Edit').click()
    await preview.closed()
    expect(await text()).toBe(source)
  })

  test('work in a text without a file', async () => {
    await workbench.run('File: New Untitled Text File')
    await workbench.page.keyboard.insertText(mean)
    await workbench.setLanguage('JavaScript')
    await preview.instruct('return 0 when values is empty', inMean)
    await workbench.screenshot('edit-untitled')
    await preview.button('Accept Edit').click()
    await preview.closed()
    await keys('Control+Z')
    await expect.poll(() => workbench.editor.locator('.view-line').count()).toBe(mean.split('\n').length)
    await workbench.run('View: Revert and Close Editor')
  })

  test('are the code that a comment asks for', async () => {
    await workbench.openFile('larger.mjs')
    await workbench.goTo(1, 1)
    await workbench.run('Latent: Write Code Here')
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.screenshot('edit-code')
    await preview.button('Accept Edit').click()
    await preview.closed()
    const written = await workbench.savedText('larger.mjs')
    expect(written.startsWith(wish)).toBe(true)
    expect(written).toContain('function')
  })
})

describe.skipIf(toolsMissing)('What is written for code and for commits', () => {
  let editor: Editor
  let workbench: Workbench
  let preview: EditPreview

  beforeAll(async () => {
    editor = await openEditor({
      files: {
        'stats.mjs': source,
        'package.json': '{ "type": "module", "devDependencies": { "vitest": "4.1.12" } }\n',
      },
      settings: { ...settings, 'git.enableSmartCommit': false },
      git: true,
      theme: 'light',
      locale: 'zh-CN',
    })
    workbench = editor.workbench
    preview = new EditPreview(workbench)
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('stats.mjs')
  }, 300_000)
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  const message = () => workbench.page.locator('.scm-editor .view-line')

  test('has Chinese words where the editor is Chinese', async () => {
    await preview.instruct('return 0 when values is empty', inMean)
    await preview.button('接受编辑').waitFor()
    await workbench.screenshot('edit-preview-zh')
    await preview.button('拒绝编辑').click()
    await preview.closed()
  })

  test('is a comment that documents a function', async () => {
    await workbench.goTo(inMean, 1)
    await workbench.run('Latent: 编写文档注释')
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.screenshot('edit-documentation')
    await preview.button('接受编辑').click()
    await preview.closed()
    const documented = await workbench.savedText('stats.mjs')
    expect(documented.startsWith('/**')).toBe(true)
    expect(documented.endsWith(source)).toBe(true)
  })

  test('is a new file of tests that only the user saves', async () => {
    await workbench.goTo(inMean + 4, 1)
    await workbench.run('Latent: 编写测试')
    await preview.diff.waitFor({ timeout: editMs })
    await workbench.screenshot('edit-tests')
    await preview.button('接受编辑').click()
    await preview.closed()
    await workbench.page.locator('.tab.active.dirty', { hasText: /stats\.test\.m?js/ }).waitFor()
    await workbench.screenshot('edit-tests-accepted')
  })

  test('is no commit message while nothing is staged', async () => {
    await workbench.run('Latent: 编写提交消息')
    await workbench.toast('中没有暂存的更改').waitFor()
    await workbench.run('Notifications: Clear All Notifications')
  })

  test('is a message for what is staged, by a button of the source-control view', async () => {
    await workbench.run('Git: Stage All Changes')
    const write = workbench.page.locator('.pane-header .action-label[aria-label^="编写提交消息"]').first()
    await workbench.pressUntil('Control+Shift+G', write)
    // The title is drawn anew when git has staged, and a click upon the old button is lost.
    await workbench.page.locator('.scm-view .resource-group', { hasText: 'Staged Changes' }).waitFor()
    await workbench.again(3, async () => {
      await write.click()
      await message()
        .filter({ hasText: /\S/ })
        .first()
        .waitFor({ timeout: editMs / 2 })
    })
    await workbench.screenshot('commit-message')
  })

  test('replaces a message that stands there only when the user agrees', async () => {
    const before = await message().allTextContents()
    await workbench.run('Latent: 编写提交消息')
    const question = workbench.page.locator('.monaco-dialog-box', { hasText: '要替换已写好的提交消息吗？' })
    await question.waitFor()
    await workbench.screenshot('commit-message-question')
    await workbench.page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(await message().allTextContents()).toEqual(before)
  })
})
