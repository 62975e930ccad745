import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ModelStore } from '../../server/models/store.ts'
import { writeDeepseek2, writeSplitDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { folderWith, latent } from './latent.ts'

const starterFile = 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf'
const ownModel = 'deepseek-v2-chat'

function models(folder: string, ...words: string[]) {
  return latent(['models', ...words], { env: { LATENT_MODELS: folder } })
}

async function listed(folder: string, ...words: string[]) {
  const { code, stdout } = await models(folder, 'list', '--json', ...words)
  return { code, report: JSON.parse(stdout) }
}

it('a model is copied from a folder, checked, listed and removed', async () => {
  const folder = folderWith({})
  const path = join(folder, starterFile)
  const pulled = await models(folder, 'pull', 'starter', '--from', ModelStore.defaultFolder(process.env))
  expect({ code: pulled.code, stdout: pulled.stdout }).toEqual({ code: 0, stdout: `${path}\n` })
  expect(pulled.stderr).toMatch(/^Licence: Apache-2\.0, https:\S+\nstarter: 10 % .*\n(starter: .*\n){8}starter: 100 % .*\n$/)

  const { report } = await listed(folder, '--verify')
  expect(report).toMatchObject({ schemaVersion: 1, folder })
  expect(report.models[0]).toMatchObject({ name: 'starter', path, state: 'verified', bytes: 491_400_064 })

  const removed = await models(folder, 'remove', 'starter')
  expect(removed).toEqual({ code: 0, stdout: 'Removed starter, 0.46 GiB freed.\n', stderr: '' })
  expect(readdirSync(folder)).toEqual([])
})

it('what is not there cannot be removed', async () => {
  const { code, stderr } = await models(folderWith({}), 'remove', 'starter')
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^latent: The folder of models has nothing called "starter"\..*\n$/),
  })
})

it('a file that was imported by a link is said to stay where else it is', async () => {
  const [folder, original] = [folderWith({}), join(folderWith({}), 'mine.gguf')]
  await writeDeepseek2(original)
  // Large enough to be seen in GiB.
  truncateSync(original, 12e6)
  expect((await models(folder, 'import', original, '--by', 'hardlink')).code).toBe(0)
  expect((await models(folder, 'remove', 'mine')).stdout).toBe(
    'Removed mine, 0.00 GiB freed. 0.01 GiB stay on the disk: a link from elsewhere leads to them, or the file was a link itself.\n',
  )
  expect(existsSync(original)).toBe(true)
})

it('a folder that cannot be read is told, instead of an empty list', async () => {
  const file = join(folderWith({ file: 'no folder' }), 'file')
  const { code, stdout, stderr } = await models(file, 'list')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^latent: The folder of models \S+ cannot be read: a part of the path is not a folder\..*\n$/)
})

it('an imported file is removed by the name that it got, and nothing outside of the folder', async () => {
  const folder = folderWith({})
  const outside = folderWith({})
  const original = join(outside, 'original.gguf')
  await writeDeepseek2(original)
  for (const name of ['one', 'two', 'three']) {
    expect(await models(folder, 'import', original, '--name', name)).toMatchObject({ code: 0 })
  }
  expect((await models(folder, 'remove', original)).code).toBe(2)
  expect((await models(folder, 'remove', join(folder, 'one.gguf'))).stdout).toMatch(/^Removed /)
  expect((await models(folder, 'remove', 'two')).stdout).toMatch(/^Removed two, /)
  expect(readdirSync(folder)).toEqual(['three.gguf'])
  expect(existsSync(original)).toBe(true)
})

it('a name that no model has is answered with those that there are', async () => {
  const { code, stderr } = await models(folderWith({}), 'pull', 'no-such-model')
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^latent: .*"no-such-model"; there are starter, .*\n$/),
  })
})

it('a file that cannot be the model is not copied', async () => {
  const folder = folderWith({})
  const { code, stderr } = await models(folder, 'pull', 'starter', '--from', import.meta.filename)
  expect(code).toBe(2)
  expect(stderr).toContain('instead of 491400064')
  expect(existsSync(join(folder, starterFile))).toBe(false)
})

it('a stopped download, a damaged file and files of the user are told apart', async () => {
  const folder = folderWith({ [`${starterFile}.part`]: 'half', 'mine.gguf': 'GGUF', [`${ownModel}.gguf`]: 'GGUF' })
  const { code, report } = await listed(folder)
  expect(code).toBe(0)
  const states = report.models.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`)
  expect(states).toContain('starter partial')
  expect(states).toContain(`${ownModel} installed`)
  expect(states.at(-1)).toBe(`${join(folder, 'mine.gguf')} installed`)

  writeFileSync(join(folder, starterFile), 'GGUF')
  const damaged = await listed(folder)
  expect(damaged.code).toBe(2)
  expect(damaged.report.models[0]).toMatchObject({ name: 'starter', state: 'damaged' })
})

it('the table says in words what is here, and where', async () => {
  const folder = folderWith({ 'mine.gguf': 'GGUF' })
  const { stdout } = await models(folder, 'list')
  expect(stdout).toMatch(
    /^NAME +QUANTISATION +SIZE +STATE +FITS +LICENCE\nstarter +Q4_K_M +0\.46 GiB +not downloaded +\S.* +Apache-2\.0\n/,
  )
  expect(stdout).toMatch(/^qwen2\.5-coder-14b +\S+ +about \d+\.\d GiB +not downloaded +/m)
  expect(stdout.match(/, recommended /g)).toHaveLength(1)
  expect(stdout).toContain(`Folder: ${folder} (0.00 GiB)\n`)
})

it('a licence that restricts use is shown, and without consent nothing is asked of the network', async () => {
  const env = { LATENT_MODELS: folderWith({}), LATENT_DATA: folderWith({}), HTTPS_PROXY: 'http://127.0.0.1:9' }
  const { code, stderr } = await latent(['models', 'pull', 'deepseek-coder-v2-lite-base'], { env })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^Licence: DeepSeek Model License, https:\S+\nlatent: The licence of .* was not accepted\..*\n$/)
})

it('a quantisation that a model is not had in is answered with those that there are', async () => {
  const { code, stderr } = await models(folderWith({}), 'pull', 'qwen2.5-coder-7b:Q2_K')
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('it is had as Q4_K_M, Q6_K, Q8_0') })
})

it('a file of the catalogue is imported under its name, and one that is no model is not', async () => {
  const folder = folderWith({})
  const file = join(ModelStore.defaultFolder(process.env), starterFile)
  const imported = await models(folder, 'import', file, '--by', 'symlink')
  expect({ code: imported.code, stdout: imported.stdout }).toEqual({ code: 0, stdout: 'starter\n' })
  expect(readdirSync(folder)).toEqual([starterFile])
  expect((await models(folder, 'import', import.meta.filename)).code).toBe(2)
})

it('a file of the old layout is converted beside itself, once', async () => {
  const folder = folderWith({})
  const old = join(folder, 'own.gguf')
  await writeDeepseek2(old, { layout: 'legacy' })
  const { code, stdout, stderr } = await models(folder, 'convert', old)
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, 'own-latent.gguf')}\n` })
  expect(stderr).toContain(`The old file is still there: ${old}`)
  expect((await latent(['models', 'plan', join(folder, 'own-latent.gguf'), '--json'])).stdout).toContain('"latent"')
  const again = await models(folder, 'convert', old)
  expect(again.code).toBe(2)
  expect(again.stderr).toMatch(/was not converted: there is a file at .*own-latent\.gguf already/)
})

it('a model in several files is converted into one, by its first file', async () => {
  const folder = folderWith({})
  const [first = ''] = await writeSplitDeepseek2(join(folder, 'own'), 3, { layout: 'legacy' })
  const { code, stdout } = await models(folder, 'convert', first)
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, 'own-latent.gguf')}\n` })
  expect((await latent(['models', 'plan', join(folder, 'own-latent.gguf'), '--json'])).stdout).toContain('"latent"')
})

it('a model of another program is listed by the name that uses it, and broken entries of the user are told', async () => {
  const cache = folderWith({ 'a_b_toy.gguf': 'GGUF' })
  const data = folderWith({ 'models.json': '{' })
  const env = { LATENT_MODELS: folderWith({}), LLAMA_CACHE: cache, LATENT_DATA: data }
  const { code, stdout, stderr } = await latent(['models', 'list'], { env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^llama\.cpp:a_b_toy\.gguf .* found, used in place/m)
  expect(stderr).toContain('it is not valid JSON')
})
