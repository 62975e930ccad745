import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { type HaltingHub, openHaltingHub } from './haltingHub.ts'
import { stepMs, type Workbench } from './workbench.ts'

/** An entry of the user's own, under a licence that restricts use. */
function entryOf(file: Buffer) {
  return {
    name: 'tiny-model',
    title: 'Tiny Model',
    repository: 'owner/tiny',
    revision: 'a'.repeat(40),
    licence: { name: 'Sample Licence', url: 'https://example.org/licence' },
    parameters: { total: 0.002 },
    contextTokens: 2048,
    files: [
      {
        quantisation: 'F32',
        name: 'tiny-f32.gguf',
        bytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
      },
    ],
  }
}

describe.skipIf(toolsMissing)('Models in the editor', () => {
  let folder: string
  let hub: HaltingHub
  let editor: Editor
  let workbench: Workbench

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latent-hub-'))
    const path = join(folder, 'tiny.gguf')
    await writeDeepseek2(path, { layout: 'mla', weights: 'f32' })
    const file = readFileSync(path)
    hub = await openHaltingHub(file)
    const cache = join(folder, 'llama.cpp')
    mkdirSync(cache)
    copyFileSync(path, join(cache, 'cached.gguf'))
    writeFileSync(join(folder, 'models.json'), JSON.stringify({ models: [entryOf(file)] }))
    editor = await openEditor({
      files: { 'a.js': 'const x = 1\n' },
      models: 'none',
      environment: { LATENT_DATA: folder, LLAMA_CACHE: cache, HF_ENDPOINT: hub.url },
    })
    workbench = editor.workbench
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await workbench.statusItem('Latent: no model').waitFor({ timeout: 60_000 })
    await workbench.toast('Latent needs a model on this machine').getByText('Not Now').click()
  }, 300_000)
  afterAll(async () => {
    await editor?.close()
    hub?.close()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  })
  keepTraceOfFailures(() => editor)

  const question = () => workbench.page.locator('.monaco-dialog-box')
  const button = (name: string) => question().getByRole('button', { name })
  const files = () => editor.downloadedModels().map((path) => basename(path))
  const toggleTheme = () => workbench.run('Preferences: Toggle between Light/Dark Themes')

  /** Opens the picker on the models with these words: it draws only the rows that there is room for. */
  async function pick(words: string): Promise<void> {
    await workbench.run('Latent: Choose Model')
    await workbench.pick('DeepSeek').first().waitFor()
    await workbench.box.fill(words)
  }
  async function leave(): Promise<void> {
    await workbench.box.press('Escape')
    await workbench.box.waitFor({ state: 'hidden' })
  }

  async function ask(): Promise<void> {
    await pick('Tiny')
    // The list is drawn anew when a plan is ready, and a click in that moment is lost.
    await workbench.again(5, async () => {
      await workbench.pick('Tiny Model').click({ timeout: stepMs })
      await question().waitFor({ timeout: stepMs })
    })
  }

  test('are picked from the catalogue, entries of the user’s own and what other programs have', async () => {
    await pick('')
    await workbench.screenshot('models-picker')
    await workbench.box.fill('Tiny')
    await workbench.pick(/Tiny Model.*F32 · 7 MB · fits/).waitFor()
    await leave()
    await pick('cached')
    await workbench.pick(/llama\.cpp:.*cached/).waitFor()
    await workbench.screenshot('models-found')
    await leave()
  })

  test('under a licence that restricts use are downloaded only when it is accepted', async () => {
    await ask()
    const terms = (await question().textContent()) ?? ''
    expect(terms).toContain('Licence: Sample Licence')
    expect(terms).toContain('This licence restricts what the model may be used for.')
    await button('Read Licence').waitFor()
    await workbench.screenshot('models-licence')
    await button('Cancel').click()
    await question().waitFor({ state: 'detached' })
    expect(files()).toEqual([])
  })

  test('are downloaded with progress; what arrived before a stop is kept', async () => {
    await ask()
    await button('Accept Licence and Download').click()
    const progress = workbench.toast('Downloading Tiny Model')
    await progress.getByText(/3 MB of 7 MB/).waitFor()
    await workbench.screenshot('models-download')
    await progress.getByText('Cancel', { exact: true }).click()
    await progress.waitFor({ state: 'detached' })
    await expect.poll(files).toContain('tiny-f32.gguf.part')
    expect(files()).not.toContain('tiny-f32.gguf')
  })

  test('are used once they are whole; an accepted licence is not asked about again', async () => {
    await toggleTheme()
    hub.goOn()
    await ask()
    expect(await question().textContent()).not.toContain('restricts')
    await workbench.screenshot('models-download-light')
    await button('Download').click()
    await workbench.statusItem(/tiny-model · \w+/).waitFor({ timeout: 120_000 })
    expect(files()).toContain('tiny-f32.gguf')
    await pick('Tiny')
    await workbench.pick(/Tiny Model.*installed/).waitFor()
    await workbench.screenshot('models-picker-light')
    await leave()
  })

  test('are part of what the doctor tells; its report can be shown to others', async () => {
    await workbench.run('Latent: Doctor')
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('body')
    await page.getByRole('heading', { name: 'Latent Doctor' }).waitFor({ timeout: 120_000 })
    expect(await page.textContent()).toContain('tiny-f32.gguf')
    await workbench.screenshot('doctor-light')
    await toggleTheme()
    await page.getByRole('button', { name: 'Copy Report' }).click()
    const copied = () => workbench.page.evaluate('navigator.clipboard.readText()')
    await expect.poll(copied).toContain('deepseek2')
    const report = String(await copied())
    expect(report).not.toContain(folder)
    expect(report).not.toContain(homedir())
    await workbench.screenshot('doctor')
    await workbench.run('View: Close Editor')
  })

  test('are deleted from the list of what takes disk space', async () => {
    await workbench.run('Latent: Manage Disk Use')
    const row = workbench.pick(/Tiny Model.*F32 · 7 MB · in use/)
    await row.waitFor()
    await workbench.screenshot('disk-use')
    await row.click()
    await button('Delete').waitFor()
    await workbench.screenshot('disk-use-question')
    await button('Delete').click()
    await workbench.toast('7 MB is free again.').waitFor()
    await workbench.toast('Latent keeps no models').waitFor()
    expect(files().filter((name) => name.includes('.gguf'))).toEqual([])
    await workbench.statusItem(/Latent: (no model|error)/).waitFor()
  })
})
