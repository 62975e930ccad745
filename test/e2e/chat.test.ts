import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, askingExtension } from './askingExtension.ts'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { MadeExtension } from './madeExtension.ts'
import type { Workbench } from './workbench.ts'

const cart = `/** The price of all items together. */
export function totalPrice(items) {
  let sum = 0
  for (const item of items) sum += item.price * item.count
  return sum
}
`
/** A fault that the starter model is very sure of. */
const faulty = `/** The mean of all values, or 0 where there are none. */
export function mean(values, sum) {
  if (values.length === 0) return 0
  return sum(values) * values.length
}
`
const files = { 'cart.js': cart, 'stats.mjs': faulty }
const settings = { 'latent.model': 'starter', 'latent.review.precision': 0.5, 'chat.disableAIFeatures': false }
/** An answer takes seconds on two idle cores; other work on them may slow it down. */
const answerMs = 120_000
const reviewMs = 240_000

/** The newest answer of the chat. */
function answerIn({ page }: Workbench): Locator {
  return page.locator('.interactive-response').last()
}

/** The chat's box once it has these words and the keys. */
function inputWith({ page }: Workbench, text: string): Locator {
  return page.locator('.interactive-input-part', { hasText: text, has: page.locator('.monaco-editor.focused') })
}

/** Puts a question into the chat by a command and sends it. */
async function send(workbench: Workbench, question: string, command = 'Latent: Ask in Chat'): Promise<void> {
  const { page } = workbench
  await workbench.run(command)
  await inputWith(workbench, '@latent').waitFor()
  const words = `@latent ${question}`
  await workbench.again(5, async () => {
    // The command may write the box anew a moment later, so that all of it is put there until it stays.
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(`${words} `)
    await page.waitForTimeout(500)
    const typed = await typedIn(workbench)
    if (typed !== words) throw new Error(`The chat's box has "${typed}" instead of "${words}".`)
  })
  await page.keyboard.press('Enter')
}

/** Asks in the chat, and waits for the words that the answer ends with. */
async function ask(workbench: Workbench, question: string, end: RegExp, timeout = answerMs): Promise<Locator> {
  await send(workbench, question)
  const answer = answerIn(workbench)
  await answer.filter({ hasText: end }).waitFor({ timeout })
  return answer
}

/** The words in the chat's box, where blanks are shown as ones that do not break, and long lines wrapped. */
async function typedIn({ page }: Workbench): Promise<string> {
  const lines = await page.locator('.interactive-input-part .monaco-editor .view-line').allTextContents()
  return lines.join(' ').replaceAll(/\s+/g, ' ').trim()
}

describe.skipIf(toolsMissing)('Chat in the editor', () => {
  let folder: string
  let asker: MadeExtension
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latent-asked-'))
    asker = await askingExtension(join(folder, 'asked.json'))
    editor = await openEditor({ files, settings, extensions: [asker.vsix] })
    workbench = editor.workbench
    await workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await workbench.openFile('cart.js')
  }, 420_000)
  afterAll(async () => {
    await editor?.close()
    asker?.dispose()
    rmSync(folder, { recursive: true, force: true })
  })
  keepTraceOfFailures(() => editor)

  test('answers about the open file, and shows what was sent', async () => {
    const answer = await ask(workbench, 'what does totalPrice return?', /tokens/)
    await workbench.screenshot('chat-answer')
    const text = (await answer.textContent()) ?? ''
    expect(text).toMatch(/sum|total|price/i)
    expect(text).toMatch(/Sent to starter, on this machine:\s*cart\.js:1-6 · \d+ of 4096 tokens/)
  })

  test('sends what the user leaves in the list', async () => {
    await answerIn(workbench).getByText('Edit What Is Sent…').click()
    const piece = workbench.pick('cart.js:1-6')
    await piece.waitFor()
    await workbench.screenshot('chat-edit-sent')
    await piece.getByText('cart.js:1-6').click()
    await workbench.page.locator('.quick-input-widget').getByText('0 Selected').waitFor()
    await workbench.page.locator('.quick-input-widget').getByText('OK', { exact: true }).click()
    await inputWith(workbench, 'what does totalPrice return?').waitFor()
    await workbench.page.keyboard.press('Enter')
    const answer = answerIn(workbench)
    await answer.filter({ hasText: /Not sent:/ }).waitFor({ timeout: answerMs })
    await workbench.screenshot('chat-left-out')
    expect(await answer.textContent()).toMatch(
      /no code, 1 earlier question · \d+ of 4096 tokens\s*Not sent: cart\.js:1-6 · you left it out/,
    )
  })

  test('offers to write the tests that it names, and does so by its button', async () => {
    // The button acts at the place that was asked about.
    await workbench.goTo(4, 3)
    const answer = await ask(workbench, '/tests', /tokens/)
    await answer.getByText('Write Tests…').waitFor()
    await workbench.screenshot('chat-tests')
    await answer.getByText('Write Tests…').click()
    await workbench.page.locator('.tab.active', { hasText: /cart\.test\.m?js/ }).waitFor({ timeout: answerMs })
    await workbench.screenshot('chat-tests-written')
    await workbench.run('Latent: Reject Edit')
    await workbench.openFile('cart.js')
  })

  test('ends an answer that the user stops, and answers the next question', async () => {
    await send(workbench, 'explain every line of cart.js in great detail, with three examples for each')
    const stop = workbench.page.locator('.interactive-input-part .action-label[aria-label^="Cancel"]').first()
    await stop.waitFor({ timeout: answerMs })
    await workbench.screenshot('chat-stopping')
    await stop.click()
    await stop.waitFor({ state: 'hidden', timeout: answerMs })
    await workbench.screenshot('chat-stopped')
    // Neither the figures of a whole answer nor a fault.
    const stopped = (await answerIn(workbench).textContent()) ?? ''
    expect(stopped).not.toMatch(/of 4096 tokens|failed|error/i)
    await ask(workbench, 'what does totalPrice return?', /tokens/)
  })

  test('lists the findings of a real review, and previews a fix that nobody has accepted yet', async () => {
    await workbench.openFile('stats.mjs')
    const answer = await ask(workbench, '/review', /stats\.mjs: \d+ finding/, reviewMs)
    await workbench.screenshot('chat-review')
    expect(await answer.textContent()).toMatch(/stats\.mjs:4/)
    await answer.getByText('Preview Fix of stats.mjs:4').click()
    await workbench.page.locator('.tab.active', { hasText: 'stats.mjs:' }).waitFor()
    await workbench.screenshot('chat-preview-fix')
    await workbench.run('Latent: Reject Fix')
    await workbench.openFile('stats.mjs')
    expect(await workbench.savedText('stats.mjs')).toBe(faulty)
  })

  test('offers the model to other extensions: streaming, token counts, and an end when they cancel', async () => {
    await workbench.run('Asker: Ask')
    const file = join(folder, 'asked.json')
    await expect.poll(() => existsSync(file), { timeout: answerMs }).toBe(true)
    const asked: Asked = JSON.parse(readFileSync(file, 'utf8'))
    expect(asked.error).toBeUndefined()
    expect(asked).toMatchObject({
      models: [{ id: 'starter', family: 'qwen2', maxInputTokens: 3072 }],
      tokens: 2,
      messageTokens: 2,
      cancelled: { pieces: expect.any(Number), error: expect.stringMatching(/cancel/i) },
    })
    // Uncancelled it has 400 and more. What is on its way between the editor's processes still comes, as many as the machine is quick.
    expect(asked.cancelled?.pieces).toBeLessThan(200)
    expect(asked.pieces?.join('')).toMatch(/Paris/)
  })
})

describe.skipIf(toolsMissing)('Chat in a Chinese editor', () => {
  let editor: Editor
  beforeAll(async () => {
    editor = await openEditor({ files, settings, locale: 'zh-CN', theme: 'light' })
    await editor.workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
    await editor.workbench.openFile('cart.js')
  }, 420_000)
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  test('answers in Chinese', async () => {
    const { workbench } = editor
    await send(workbench, '这个函数返回什么？', 'Latent: 在聊天中提问')
    const answer = answerIn(workbench)
    await answer.filter({ hasText: /4096 个 token/ }).waitFor({ timeout: answerMs })
    await workbench.screenshot('chat-chinese')
    const text = (await answer.textContent()) ?? ''
    expect(text).toMatch(/已发送给本机上的 starter：\s*cart\.js:1-6/)
    expect(text.split('已发送')[0]).toMatch(/\p{Script=Han}{4}/u)
  })
})

describe.skipIf(toolsMissing)('An editor whose chat is switched off', () => {
  let editor: Editor
  beforeAll(async () => {
    editor = await openEditor({ files, settings: { ...settings, 'chat.disableAIFeatures': true } })
    await editor.workbench.statusItem(/starter · \w+/).waitFor({ timeout: 120_000 })
  }, 420_000)
  afterAll(() => editor?.close())
  keepTraceOfFailures(() => editor)

  test('says so in one line, here and in the log', async () => {
    const { workbench } = editor
    await workbench.run('Latent: Ask in Chat')
    await workbench.toast("The editor's chat is switched off by chat.disableAIFeatures.").waitFor()
    await workbench.screenshot('chat-switched-off')
    expect(editor.log()).toContain('chat.disableAIFeatures is on: the editor shows neither @latent nor the local model.')
    expect(editor.log()).not.toMatch(/\[error\]/)
  })
})
