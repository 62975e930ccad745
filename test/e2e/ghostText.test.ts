import { Script } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

const add = `/** The sum of two numbers. */
export function add(left, right) {

}
`
const items = `/** A shopping cart. */
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
const largest = `/** The largest of the values; undefined for an empty list. */
export function largest(values) {

}

/** The smallest of the values; undefined for an empty list. */
export function smallest(values) {
  let found
  for (const value of values) {
    if (found === undefined || value < found) found = value
  }
  return found
}
`
const cart = `export function cartTotal(items) {
  let total = 0
  for (const item of items) {
    total += item.price * item.quantity
  }
  return total
}
`
const names = `interface Person {
  firstName: string
  lastName: string
}

export function fullName(person: Person): string {

}
`
const files = {
  'one/add.js': add,
  'one/along.js': add.replace('add', 'plus'),
  'one/words.js': add.replace('add', 'sum'),
  'one/items.js': items,
  'one/several.js': largest,
  'one/cart.js': cart,
  'one/names.ts': names,
  'two/second.js': add,
}
/** What completes `retu`. How much more of the line is sure enough to be shown depends on what else is open. */
const begun = /^rn left/
const suggestWidget = {
  'editor.quickSuggestions': { other: 'on', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': true,
}

describe.skipIf(toolsMissing)('Ghost text', () => {
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    const settings = { 'latent.model': 'starter', '[typescript]': suggestWidget }
    editor = await openEditor({ files, roots: ['one', 'two'], settings })
    workbench = editor.workbench
    await workbench.openFile('add.js')
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 60_000 })
  })
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  const press = (keys: string) => workbench.page.keyboard.press(keys)
  async function type(text: string, line = 3): Promise<void> {
    await workbench.goTo(line)
    await workbench.page.keyboard.type(text, { delay: 30 })
  }
  async function typeAndWait(text: string, line = 3): Promise<string> {
    await type(text, line)
    await workbench.ghost.first().waitFor()
    return workbench.ghostText()
  }
  const gone = () => workbench.ghost.first().waitFor({ state: 'detached' })

  test('stays as it is, in every frame, while the user types along it', async () => {
    await workbench.openFile('along.js')
    const ghost = await typeAndWait('  retu')
    await workbench.screenshot('ghost-text')
    expect(ghost).toMatch(begun)
    const seen = await workbench.watchLine('retu')
    await workbench.page.keyboard.type(ghost.slice(0, 5), { delay: 60 })
    await expect.poll(() => workbench.ghostText()).toBe(ghost.slice(5))
    await workbench.screenshot('ghost-typed-along')
    expect((await seen()).filter(({ frames }) => frames > 1).map(({ text }) => text)).toEqual([`  retu${ghost}`])
    // What another open file breaks off at is what a model breaks off at.
    await press('Tab')
    await gone()
  })

  test('is accepted word by word, and then as a whole', async () => {
    await workbench.openFile('words.js')
    const ghost = await typeAndWait('  retu')
    expect(ghost).toMatch(begun)
    let rest = ghost
    while (rest.trim().includes(' ')) {
      const before = rest
      await press('Control+ArrowRight')
      // For a moment there is none, until the editor has asked again.
      await expect
        .poll(async () => {
          rest = await workbench.ghostText()
          return rest !== '' && rest !== before
        })
        .toBe(true)
      expect(before.endsWith(rest)).toBe(true)
    }
    await workbench.screenshot('ghost-words')
    await press('Tab')
    await gone()
    expect(await workbench.savedText('one/words.js')).toBe(files['one/words.js'].replace('\n\n', `\n  retu${ghost}\n`))
  })

  test('fills an empty body with all its lines, each bracket closed once', async () => {
    await workbench.openFile('items.js')
    const ghost = await typeAndWait('  count() {', 15)
    await workbench.screenshot('ghost-lines')
    expect(ghost.split('\n').length).toBeGreaterThan(1)
    await press('Tab')
    await gone()
    const text = await workbench.savedText('one/items.js')
    expect(text).toBe(items.replace('\n\n}', `\n  count() {${ghost}\n}`))
    expect(() => new Script(text.replace('export ', ''))).not.toThrow()
    await workbench.screenshot('ghost-lines-accepted')
  })

  test('asked for by hand comes in several versions', async () => {
    await workbench.openFile('several.js')
    await type('  ')
    await workbench.run('Trigger Inline Suggestion')
    await workbench.ghost.first().waitFor()
    const first = await workbench.ghostText()
    await workbench.screenshot('ghost-first-candidate')
    await press('Alt+BracketRight')
    await expect.poll(() => workbench.ghostText()).not.toBe(first)
    await workbench.ghost.first().waitFor()
    await workbench.screenshot('ghost-second-candidate')
    await press('Alt+BracketLeft')
    await expect.poll(() => workbench.ghostText()).toBe(first)
  })

  test('begins with what the suggest widget has selected, or keeps away', async () => {
    await workbench.openFile('names.ts')
    await type('  return person.', 7)
    const selected = workbench.page.locator('.suggest-widget.visible .monaco-list-row.focused')
    const lastName = workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'lastName' })
    await workbench.pressUntil('Control+Space', lastName)
    await workbench.page.keyboard.type('la', { delay: 30 })
    await selected.filter({ hasText: 'lastName' }).waitFor()
    await workbench.ghost
      .first()
      .waitFor({ timeout: 5_000 })
      .catch(() => undefined)
    await workbench.screenshot('ghost-with-suggest-widget')
    const ghost = await workbench.ghostText()
    if (ghost !== '') expect(`la${ghost}`).toMatch(/^lastName/)
    await press('Enter')
    await workbench.page.locator('.suggest-widget.visible').waitFor({ state: 'detached' })
    await press('Escape')
    expect(await workbench.savedText('one/names.ts')).toBe(
      names.replace('\n\n}', '\n  return person.lastName\n}').replace('\n\n}', ''),
    )
  })

  test('comes in a file of the second folder', async () => {
    await workbench.openFile('second.js')
    await workbench.run('Toggle between Light/Dark Themes')
    expect(await typeAndWait('  retu')).toBe('rn left + right;')
    await workbench.screenshot('ghost-text-light')
    await press('Escape')
    await workbench.run('Toggle between Light/Dark Themes')
  })

  test('comes in a file that was never saved', async () => {
    await workbench.run('File: New Untitled Text File')
    await workbench.setLanguage('JavaScript')
    await workbench.page.keyboard.type('function add(left, right) {\n  retu', { delay: 30 })
    await workbench.ghost.first().waitFor()
    await workbench.screenshot('ghost-text-untitled')
    expect(await workbench.ghostText()).toMatch(/^rn left \+ right/)
  })

  test('a rename is offered at the next places, one key each', async () => {
    await workbench.openFile('cart.js')
    await workbench.goTo(2, 7)
    await press('Control+Shift+ArrowRight')
    await workbench.page.keyboard.type('amount', { delay: 30 })
    for (const done of [1, 2]) {
      await workbench.decoration('→ amount')
      await workbench.screenshot(`next-edit-${done}`)
      await press('Alt+M')
      await expect.poll(async () => (await workbench.savedText('one/cart.js')).match(/amount/g)?.length).toBe(done + 1)
    }
    expect(await workbench.savedText('one/cart.js')).toBe(cart.replaceAll('total', 'amount'))
  })
})
