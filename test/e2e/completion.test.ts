import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

const cart = `/** A shopping cart. */
export class Cart {
  constructor() {
    this.items = []
  }

  /** The price of all items together. */
  total() {
    let sum = 0
    for (const item of this.items) sum += item.price * item.count
    return sum
  }

  /** How many items the cart holds. */

}
`
const emptyLine = 15

describe.skipIf(toolsMissing)('Completion in the editor', () => {
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    editor = await openEditor({ files: { 'cart.js': cart }, settings: { 'latent.model': 'starter' } })
    workbench = editor.workbench
    await workbench.openFile('cart.js')
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  /** Writes into the empty line and waits for a suggestion. */
  async function typeAndWait(text: string): Promise<string> {
    await workbench.goTo(emptyLine)
    await workbench.page.keyboard.type(text, { delay: 30 })
    await workbench.ghost.first().waitFor()
    return workbench.ghostText()
  }
  async function restore(): Promise<void> {
    while ((await workbench.savedText('cart.js')) !== cart) await workbench.page.keyboard.press('Control+Z')
  }

  test('the status bar shows the model and the backend', async () => {
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
  })

  test('pale text appears after typed code, and Tab takes it', async () => {
    const typed = '  count() {'
    const ghost = await typeAndWait(typed)
    await workbench.screenshot('completion')
    await workbench.page.keyboard.press('Tab')
    await workbench.ghost.first().waitFor({ state: 'detached' })
    const taken = await workbench.savedText('cart.js')
    expect(ghost.trim()).not.toBe('')
    expect(taken).toContain(typed + ghost)
    await restore()
  })

  test('a pause stops suggestions until they are resumed', async () => {
    await workbench.chooseInMenu('Pause')
    await workbench.statusItem('starter').locator('.codicon-debug-pause').waitFor()
    await workbench.goTo(emptyLine)
    await workbench.page.keyboard.type('  count() {', { delay: 30 })
    // Asking by hand would show one at once: nothing is pending that could still arrive.
    await workbench.run('Trigger Inline Suggestion')
    await expect(workbench.ghost.first().waitFor({ timeout: 3_000 })).rejects.toThrow()
    await restore()
    await workbench.run('Latent: Resume')
    await workbench.statusItem('starter').locator('.codicon-debug-pause').waitFor({ state: 'detached' })
    await typeAndWait('  count() {')
    await restore()
  })

  test('an unloaded model is loaded again by the next completion', async () => {
    await workbench.chooseInMenu('Unload Model', 'menu')
    await workbench.statusItem('starter').locator('.codicon-circle-outline').waitFor()
    // Text that was not asked for before: an answer that is known already needs no model.
    await typeAndWait('  isEmpty() {')
    await workbench.statusItem('starter').locator('.codicon-circle-outline').waitFor({ state: 'detached' })
    await restore()
  })

  test('an engine process that was killed is started again, and completions are back', async () => {
    editor.kill('engine')
    // Keys that are pressed before it is back get nothing; those afterwards do.
    await workbench.again(4, async () => {
      await restore()
      await typeAndWait('  clear() {')
    })
    await restore()
  })

  test('a language server that was killed is started again', async () => {
    editor.kill('server')
    await workbench.statusItem('Latent').locator('.codicon-loading').waitFor()
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
    await typeAndWait('  count() {')
    await restore()
  })
})
