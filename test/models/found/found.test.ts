import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findModels } from '../../../server/models/found/findModels.ts'
import type { Machine } from '../../../server/models/found/foundModel.ts'
import { resolveModel } from '../../../server/models/resolve.ts'
import { ggufBytes, string, uint32 } from '../../fixtures/gguf/writer.ts'
import { emptyStore, temporaryFolder } from '../scene.ts'

const model = ggufBytes({ 'general.architecture': string('toy'), 'toy.block_count': uint32(1) }, [
  { name: 'a', shape: [64, 2], type: 'f32', data: new Float32Array(128) },
])
const digest = 'd'.repeat(64)

/** A home folder with these files; a text is the content, `true` stands for a model. */
function machineWith(files: Readonly<Record<string, string | true>>, env: NodeJS.ProcessEnv = {}): Machine {
  const home = temporaryFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), content === true ? model : content)
  }
  const own = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(home, path ?? '')]))
  return { env: own, home, platform: 'linux' }
}

async function namesOn(machine: Machine) {
  return (await findModels(machine)).map(({ name }) => name)
}

function manifest(mediaType = 'application/vnd.ollama.image.model', of = digest): string {
  const layers = [
    { mediaType: 'application/vnd.ollama.image.template', digest: `sha256:${'e'.repeat(64)}`, size: 5 },
    { mediaType, digest: `sha256:${of}`, size: model.length },
  ]
  return JSON.stringify({ schemaVersion: 2, layers })
}

describe('models of Ollama', () => {
  const blob = `.ollama/models/blobs/sha256-${digest}`
  const library = '.ollama/models/manifests/registry.ollama.ai/library'

  it('have the names that Ollama shows, and lead to its file of weights', async () => {
    const machine = machineWith({
      [blob]: true,
      [`${library}/deepseek-coder-v2/16b-lite-instruct-q6_K`]: manifest(),
      '.ollama/models/manifests/registry.ollama.ai/ada/mine/latest': manifest(),
      '.ollama/models/manifests/hf.co/bartowski/Toy-GGUF/Q6_K': manifest(),
    })
    const found = await findModels(machine)
    expect(found.map(({ name }) => name).sort()).toEqual([
      'ollama:ada/mine:latest',
      'ollama:deepseek-coder-v2:16b-lite-instruct-q6_K',
      'ollama:hf.co/bartowski/Toy-GGUF:Q6_K',
    ])
    for (const { path, bytes } of found) expect([path, bytes]).toEqual([join(machine.home, blob), model.length])
  })

  it('are looked for where OLLAMA_MODELS says, and there only', async () => {
    const files = {
      [`big/blobs/sha256-${digest}`]: true,
      'big/manifests/registry.ollama.ai/library/toy/1b': manifest(),
      [blob]: true,
      [`${library}/other/1b`]: manifest(),
    } as const
    expect(await namesOn(machineWith(files, { OLLAMA_MODELS: 'big' }))).toEqual(['ollama:toy:1b'])
  })

  it.each([
    ['whose weights are gone', { [`${library}/toy/1b`]: manifest() }],
    ['whose manifest is broken', { [blob]: true, [`${library}/toy/1b`]: '{' } as const],
    ['in another form than GGUF', { [blob]: 'safetensors', [`${library}/toy/1b`]: manifest() }],
    [
      'whose manifest leads elsewhere',
      { [blob]: true, [`${library}/toy/1b`]: manifest(undefined, '../../../etc/passwd') } as const,
    ],
    ['that are adapters', { [blob]: true, [`${library}/toy/1b`]: manifest('application/vnd.ollama.image.adapter') } as const],
  ])('%s are left out', async (_what, files) => {
    expect(await namesOn(machineWith(files))).toEqual([])
  })
})

describe('models of LM Studio', () => {
  it('are found in its folder, in the older one, and where its pointer leads', async () => {
    const machine = machineWith({
      '.lmstudio/models/qwen/Toy-GGUF/toy-Q4_K_M.gguf': true,
      '.cache/lm-studio/models/old/Toy/toy.gguf': true,
      'elsewhere/models/pub/Toy/there.gguf': true,
    })
    writeFileSync(join(machine.home, '.lmstudio-home-pointer'), `${join(machine.home, 'elsewhere')}\n`)
    expect(await namesOn(machine)).toEqual([
      'lmstudio:pub/Toy/there.gguf',
      'lmstudio:qwen/Toy-GGUF/toy-Q4_K_M.gguf',
      'lmstudio:old/Toy/toy.gguf',
    ])
  })

  it('are those that can be loaded: no projectors, no text that is called so, and split ones only whole', async () => {
    const folder = '.lmstudio/models/pub/Toy'
    const machine = machineWith({
      [`${folder}/mmproj-toy.gguf`]: true,
      [`${folder}/notes.gguf`]: 'hello',
      [`${folder}/big-00001-of-00002.gguf`]: true,
      [`${folder}/big-00002-of-00002.gguf`]: true,
      [`${folder}/half-00001-of-00002.gguf`]: true,
    })
    const found = await findModels(machine)
    expect(found.map(({ name, bytes }) => [name, bytes])).toEqual([['lmstudio:pub/Toy/big.gguf', 2 * model.length]])
  })
})

describe("models of the hub's cache", () => {
  const repository = '.cache/huggingface/hub/models--bartowski--Toy-GGUF'

  it('are found through its links, once, at the commit that is main', async () => {
    const machine = machineWith({ [`${repository}/blobs/abc`]: true, [`${repository}/refs/main`]: 'c2' })
    for (const commit of ['c1', 'c2']) {
      const snapshot = join(machine.home, repository, 'snapshots', commit)
      mkdirSync(snapshot, { recursive: true })
      symlinkSync('../../blobs/abc', join(snapshot, 'toy-Q6_K.gguf'))
    }
    const found = await findModels(machine)
    expect(found.map(({ name }) => name)).toEqual(['hub:bartowski/Toy-GGUF/toy-Q6_K.gguf'])
    expect(found[0]?.path).toBe(join(machine.home, repository, 'snapshots', 'c2', 'toy-Q6_K.gguf'))
  })

  it.each([
    ['HF_HUB_CACHE', 'caches', 'caches'],
    ['HF_HOME', 'caches', 'caches/hub'],
    ['XDG_CACHE_HOME', 'caches', 'caches/huggingface/hub'],
  ])('are looked for where %s says', async (variable, value, folder) => {
    const files = { [`${folder}/models--a--b/snapshots/c/toy.gguf`]: true } as const
    expect(await namesOn(machineWith(files, { [variable]: value }))).toEqual(['hub:a/b/toy.gguf'])
  })
})

describe('models that llama.cpp fetched', () => {
  it('are found in its cache, or where LLAMA_CACHE says', async () => {
    const files = { '.cache/llama.cpp/a_b_toy.gguf': true, 'mine/c_d_toy.gguf': true } as const
    expect(await namesOn(machineWith(files))).toEqual(['llama.cpp:a_b_toy.gguf'])
    expect(await namesOn(machineWith(files, { LLAMA_CACHE: 'mine' }))).toEqual(['llama.cpp:c_d_toy.gguf'])
  })
})

describe('a found model', () => {
  it('is used in place by its name, and nothing of it is changed', async () => {
    const machine = machineWith({ '.cache/llama.cpp/a_b_toy.gguf': true })
    const folder = join(machine.home, '.cache/llama.cpp')
    const before = statSync(join(folder, 'a_b_toy.gguf'))
    const known = { entries: async () => [], found: () => findModels(machine) }
    const store = emptyStore()
    const file = await resolveModel('llama.cpp:a_b_toy.gguf', store, undefined, known)
    expect(file.path).toBe(join(folder, 'a_b_toy.gguf'))
    const after = statSync(file.path)
    expect([after.ino, after.mtimeMs, readdirSync(folder)]).toEqual([before.ino, before.mtimeMs, ['a_b_toy.gguf']])
    expect(readdirSync(store.folder)).toEqual([])
  })

  it('that its program removed is told as missing', async () => {
    const known = { entries: async () => [], found: async () => [] }
    await expect(resolveModel('ollama:toy:1b', emptyStore(), undefined, known)).rejects.toMatchObject({ code: 'modelMissing' })
  })
})
