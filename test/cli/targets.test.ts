import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { targetsAt } from '../../server/cli/input/targets.ts'

const folder = mkdtempSync(join(tmpdir(), 'latent-targets-'))
writeFileSync(join(folder, 'a.ts'), 'export const one = 1\n')
afterAll(() => rmSync(folder, { recursive: true }))

const named = async (...paths: string[]) => (await targetsAt(paths, folder)).targets.map(({ path }) => path)

it('a folder stands for the files of known languages in it', async () => {
  expect(await named('.')).toEqual(['a.ts'])
})

it('an empty path, as of a variable that is not set, is no folder', async () => {
  await expect(named('a.ts', '')).rejects.toMatchObject({ code: 'badArgument' })
})
