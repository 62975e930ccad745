import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Editor, keepTraceOfFailures, openEditor, toolsMissing } from './editor.ts'
import { type LaterVersion, laterVersion } from './laterVersion.ts'

const moves = `[
  { from: 'gpu', to: 'engine.gpu', convert: (value) => value },
  { from: 'review.percent', to: 'review.precision', convert: (value) => value / 100 },
]`

describe.skipIf(toolsMissing)('Settings that have other names in a later version', () => {
  let later: LaterVersion
  let editor: Editor

  beforeAll(async () => {
    later = await laterVersion(moves)
    const settings = { 'latent.gpu': 'off', 'latent.review.percent': 90, 'latent.completion.maxLines': 3 }
    editor = await openEditor({ files: { 'a.js': 'const x = 1\n' }, settings, models: 'none', programs: [later.program] })
  })
  afterAll(async () => {
    await editor?.close()
    later?.dispose()
  })
  keepTraceOfFailures(() => editor)

  test('are moved in the settings of the user, which is said once', async () => {
    const { workbench } = editor
    const said = workbench.toast('Settings have other names now and were moved')
    await said.waitFor({ timeout: 60_000 })
    expect(await said.textContent()).toContain('latent.gpu → latent.engine.gpu, latent.review.percent → latent.review.precision')
    await workbench.screenshot('settings-moved')
    const { user, machine } = editor.settings()
    expect(user).toMatchObject({ 'latent.review.precision': 0.9, 'latent.completion.maxLines': 3 })
    expect({ ...user, ...machine }).toMatchObject({ 'latent.engine.gpu': 'off' })
    for (const name of ['latent.gpu', 'latent.review.percent']) expect(Object.keys({ ...user, ...machine })).not.toContain(name)

    await workbench.page.reload()
    await workbench.statusItem('Latent: no model').waitFor({ timeout: 60_000 })
    expect(await said.count()).toBe(0)
    expect(editor.settings()).toEqual({ user, machine })
  })
})
