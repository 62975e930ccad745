import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FaultyServer, json } from '../engine/unit/remote/faultyServer.ts'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import type { Workbench } from './workbench.ts'

const secret = 'sk-of-the-team-0123456789'

describe.skipIf(toolsMissing)('The key of a server of the user', () => {
  let server: FaultyServer
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    server = await FaultyServer.start((request, response) => {
      const isRight = request.headers.authorization === `Bearer ${secret}`
      json(isRight ? 200 : 401, isRight ? { choices: [{ text: 'a' }] } : {})(request, response)
    })
    const settings = { 'latent.model': 'remote', 'latent.remote.url': server.url, 'latent.remote.fallback': '' }
    editor = await openEditor({ files: { 'a.js': 'const x = 1\n' }, settings, models: 'none' })
    workbench = editor.workbench
  })
  afterAll(async () => {
    await editor?.close()
    await server?.stop()
  })
  keepTraceOfFailures(() => editor)

  /** By its title: a row of the palette has the same words. */
  const box = () =>
    workbench.page.locator('.quick-input-widget', {
      has: workbench.page.locator('.quick-input-title', { hasText: /^Key of Your Server$/ }),
    })
  const field = () => box().locator('input.input')

  async function enter(): Promise<void> {
    await field().press('Enter')
    await box().waitFor({ state: 'hidden' })
  }

  test('is asked for where the server refuses, in a box that shows nothing of it, and is used at once', async () => {
    const refusal = workbench.toast('does not accept the key')
    await refusal.getByRole('button', { name: 'Enter the Key' }).click({ timeout: 60_000 })
    await field().fill(secret)
    expect(await field().getAttribute('type')).toBe('password')
    await workbench.screenshot('remote-key')
    await enter()
    await workbench.statusItem(new URL(server.url).host).waitFor()
    expect([...server.keys]).toContain(`Bearer ${secret}`)
  })

  test('stands in no file that the editor writes, and in no log', () => {
    expect(editor.log()).toContain('The language server answered')
    expect(editor.log()).not.toContain(secret)
    expect(editor.filesWith('latent.remote.url')).not.toEqual([])
    expect(editor.filesWith(secret)).toEqual([])
  })

  test('is forgotten when the command is given an empty one', async () => {
    await workbench.run('Latent: Set the Key of Your Server')
    await field().waitFor()
    await enter()
    await workbench.toast('does not accept the key').waitFor()
    await workbench.statusItem(new URL(server.url).host).waitFor({ state: 'detached' })
  })
})
