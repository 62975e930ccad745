import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AcceptedLicences } from '../../server/models/licences.ts'
import { parseOwnEntries, readOwnEntries } from '../../server/models/ownEntries.ts'
import { resolveModel } from '../../server/models/resolve.ts'
import { userMessage } from '../../server/protocol/errors.ts'
import { emptyStore, temporaryFolder } from './scene.ts'

const good = {
  name: 'granite-code',
  repository: 'owner/granite-GGUF',
  licence: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  parameters: { total: 3 },
  files: [{ quantisation: 'Q4_K_M', name: 'granite-Q4_K_M.gguf' }],
}

function parse(...models: readonly unknown[]) {
  return parseOwnEntries(JSON.stringify({ models }), 'models.json')
}

describe("the user's own entries", () => {
  it('are models of the catalogue like any other', () => {
    const [entry] = parse({ ...good, revision: 'a'.repeat(40), contextTokens: 8192, roles: ['completion'] })
    expect(entry).toMatchObject({
      name: 'granite-code',
      title: 'granite-code',
      hub: { repository: 'owner/granite-GGUF', revision: 'a'.repeat(40) },
      parameters: { total: 3, active: 3 },
      contextTokens: 8192,
      roles: ['completion'],
      licence: { restrictsUse: false },
    })
  })

  it('ask for a licence that is not known to be open', () => {
    const [entry] = parse({ ...good, licence: { name: 'Own Licence', url: 'https://example.org/licence' } })
    expect(entry?.licence.restrictsUse).toBe(true)
  })

  it.each([
    ['a name with a path in it', { name: '../evil' }, '"name" of its model 1'],
    ['no repository', { repository: undefined }, '"repository" of its model 1'],
    ['a repository with a URL', { repository: 'https://example.org/a/b' }, '"repository" of its model 1'],
    ['a revision that is a branch', { revision: 'main' }, '"revision" of its model 1'],
    ['a licence without a link', { licence: { name: 'MIT' } }, '"licence" of its model 1'],
    [
      'a licence with a link that is none of the web',
      { licence: { name: 'MIT', url: 'command:evil' } },
      '"licence" of its model 1',
    ],
    ['no files', { files: [] }, '"files" of its model 1'],
    ['a file outside of the folder', { files: [{ quantisation: 'Q4', name: '../../x.gguf' }] }, '"files" of its model 1'],
    ['a digest that is none', { files: [{ quantisation: 'Q4', name: 'x.gguf', sha256: 'abc' }] }, '"files" of its model 1'],
    ['parameters as a text', { parameters: '7B' }, '"parameters" of its model 1'],
    ['a name of the catalogue', { name: 'starter' }, 'the name "starter" is taken'],
  ])('with %s are refused by a message that says which', (_what, change, message) => {
    expect(() => parse({ ...good, ...change })).toThrow(message)
  })

  it('say in Chinese, too, what is wrong', () => {
    try {
      parse({ ...good, name: 7 })
      expect.unreachable()
    } catch (error) {
      expect(userMessage(error, 'zh')).toContain('第 1 个模型的 "name"')
    }
  })

  it.each([
    ['broken JSON', '{', 'it is not valid JSON'],
    ['something else', '[]', 'it has no list "models"'],
  ])('in a file with %s are refused', async (_what, text, message) => {
    const path = join(temporaryFolder(), 'models.json')
    writeFileSync(path, text)
    await expect(readOwnEntries(path)).rejects.toMatchObject({
      code: 'ownEntriesUnusable',
      message: expect.stringContaining(message),
    })
  })

  it('are none without the file', async () => {
    expect(await readOwnEntries(join(temporaryFolder(), 'models.json'))).toEqual([])
  })

  it('that are broken keep nobody from the models of the catalogue', async () => {
    const known = { entries: () => readOwnEntries(import.meta.filename), found: async () => [] }
    await expect(resolveModel('starter', emptyStore(), undefined, known)).rejects.toMatchObject({ code: 'modelMissing' })
    await expect(resolveModel('granite-code', emptyStore(), undefined, known)).rejects.toMatchObject({
      code: 'ownEntriesUnusable',
    })
  })
})

describe('a licence', () => {
  const restricting = { name: 'L', url: 'https://example.org/l', restrictsUse: true }

  it('that restricts use is asked for once, for all models under it and all programs of the user', async () => {
    const env = { LATENT_DATA: join(temporaryFolder(), 'not there yet') }
    expect(await new AcceptedLicences(env).isSettled(restricting)).toBe(false)
    await new AcceptedLicences(env).accept(restricting)
    expect(await new AcceptedLicences(env).isSettled(restricting)).toBe(true)
    expect(await new AcceptedLicences(env).isSettled({ ...restricting, url: 'https://example.org/other' })).toBe(false)
  })

  it('that restricts nothing is only shown', async () => {
    const env = { LATENT_DATA: temporaryFolder() }
    expect(await new AcceptedLicences(env).isSettled({ ...restricting, restrictsUse: false })).toBe(true)
  })

  it('is asked for again where the record is broken', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'licences.json'), '{"accepted": 7')
    expect(await new AcceptedLicences({ LATENT_DATA: folder }).isSettled(restricting)).toBe(false)
  })
})
