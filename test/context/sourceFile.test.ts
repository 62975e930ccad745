import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadFile } from '../../server/context/sourceFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'latent-source-'))
afterAll(() => rmSync(folder, { recursive: true }))

it.skipIf(process.platform === 'win32')(
  'never waits for a pipe',
  async () => {
    const pipe = join(folder, 'pipe.ts')
    execFileSync('mkfifo', [pipe])
    expect(await loadFile(pipe, 'pipe.ts')).toMatchObject({
      kind: 'skipped',
      part: { reason: 'notText', detail: 'a pipe or a device' },
    })
  },
  5000,
)

it('tells that a file is missing', async () => {
  await expect(loadFile(join(folder, 'none.ts'), 'none.ts')).rejects.toMatchObject({ code: 'fileMissing' })
})
