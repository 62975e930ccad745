import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import type { ModelShape } from '../../../server/models/catalogueEntry.ts'
import { headOfFile, modelOfFiles } from '../../../server/models/plan/fileModel.ts'
import { kvCacheBytesPerToken } from '../../../server/models/plan/kvCache.ts'
import { headOnWeb } from '../../../server/models/plan/webHead.ts'
import { weightBytes } from '../../../server/models/plan/weights.ts'
import { writeShape } from '../../fixtures/gguf/shapes.ts'
import { ggufHead, string, uint32 } from '../../fixtures/gguf/writer.ts'
import { plain, serve, status } from '../fileServer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-plan-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const shapeOf = (name: string): ModelShape => {
  const shape = catalogue.find((entry) => entry.name === name)?.shape
  if (shape === undefined) throw new Error(name)
  return shape
}

async function read(path: string) {
  const found = await modelOfFiles(path, [headOfFile(path)])
  if (found.kind !== 'known') throw new Error(found.reason)
  return found
}

describe('a model is told from its header', () => {
  it.each([
    ['DeepSeek-V2-Lite', shapeOf('deepseek-v2-lite-chat')],
    ['DeepSeek-V2', shapeOf('deepseek-v2-chat')],
    ['Qwen2.5-Coder 7B', shapeOf('qwen2.5-coder-7b')],
  ])('%s', async (name, shape) => {
    const path = join(folder, `${name}.gguf`)
    await writeShape(path, shape)
    expect((await read(path)).model).toMatchObject({ shape, layout: 'latent', trainedTokens: 163_840 })
  })

  it('in the old layout, which keeps every head', async () => {
    const shape = shapeOf('deepseek-v2-lite-chat')
    const path = join(folder, 'old.gguf')
    await writeShape(path, shape, { layout: 'everyHead' })
    const { model } = await read(path)
    expect(model).toMatchObject({ shape, layout: 'everyHead' })
    expect(kvCacheBytesPerToken(model.shape, 'f16', model.layout)).toBe(276_480)
  })

  it('with every byte of its weights', async () => {
    const path = join(folder, 'weights.gguf')
    await writeShape(path, { ...shapeOf('starter'), layers: 2, vocabulary: 1000 }, { weights: 'q8_0' })
    const { model, quantisation } = await read(path)
    // 896 × 1000 twice, and in each of two layers Q, K, V, O and three of the network, with 34 bytes for 32 numbers; norms in f32.
    const numbers = 2 * 896_000 + 2 * (2 * 896 * 896 + 2 * 896 * 128 + 3 * 896 * 4864)
    expect(weightBytes(model.weights)).toBe((numbers * 34) / 32 + 5 * 896 * 4)
    expect(quantisation).toBe('F16')
  })
})

describe('a model whose cache is of another kind is not guessed at', () => {
  const base = {
    'general.architecture': string('gemma3'),
    'gemma3.block_count': uint32(2),
    'gemma3.embedding_length': uint32(64),
    'gemma3.attention.head_count': uint32(4),
  }
  it.each([
    ['slidingWindow', { ...base, 'gemma3.attention.sliding_window': uint32(1024) }],
    ['recurrent', { ...base, 'gemma3.ssm.state_size': uint32(16) }],
    ['numbersMissing', { 'general.architecture': string('gemma3') }],
  ])('%s', async (reason, metadata) => {
    const path = join(folder, `${reason}.gguf`)
    await writeFile(path, ggufHead(metadata, []).head)
    expect(await modelOfFiles(path, [headOfFile(path)])).toEqual({ kind: 'unknown', reason })
  })
})

describe('over HTTP', () => {
  const never = new AbortController().signal
  const network = { env: {} }

  it('only the header is read', async () => {
    const { head } = ggufHead({ 'general.architecture': string('llama'), 'llama.block_count': uint32(1) }, [])
    const content = Buffer.concat([head, Buffer.alloc(32 * 2 ** 20)])
    const server = await serve(plain(content))
    const first = await headOnWeb(server.url, network, never)(8 * 2 ** 20)
    expect(first.length).toBe(8 * 2 ** 20)
    expect(server.asked).toEqual(['bytes=0-8388607'])
    expect((await modelOfFiles(server.url, [headOnWeb(server.url, network, never)])).kind).toBe('unknown')
  })

  it('a server that does not have it is named', async () => {
    const server = await serve(status(404))
    await expect(headOnWeb(server.url, network, never)(100)).rejects.toThrow('HTTP status 404')
  })

  it('something else than a model is refused, and a cut one', async () => {
    const page = await serve(plain(Buffer.from('<!doctype html>')))
    await expect(modelOfFiles('page', [headOnWeb(page.url, network, never)])).rejects.toMatchObject({ code: 'modelNotGguf' })
    const { head } = ggufHead({ 'general.architecture': string('llama') }, [{ name: 'x', shape: [32], type: 'f16' }])
    const cut = await serve(plain(head.subarray(0, 40)))
    await expect(modelOfFiles('cut', [headOnWeb(cut.url, network, never)])).rejects.toMatchObject({ code: 'modelTruncated' })
  })
})
