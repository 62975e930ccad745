import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { convertModel } from '../../server/models/convert/convertModel.ts'
import { writeDeepseek2, writeSplitDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { answerOf, completion, newEngine } from './engines.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-converted-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const never = new AbortController().signal

test('a converted file of the old layout says the same as one made in the new layout, and keeps the small cache', async () => {
  const path = (name: string) => join(folder, name)
  await writeDeepseek2(path('new.gguf'), { layout: 'mla' })
  await writeDeepseek2(path('old.gguf'), { layout: 'legacy' })
  await convertModel(path('old.gguf'), path('converted.gguf'), () => {}, never)
  // In several files llama.cpp reads it, too, and one file comes of them.
  const [split = ''] = await writeSplitDeepseek2(path('split'), 3, { layout: 'legacy' })
  await convertModel(split, path('joined.gguf'), () => {}, never)
  const told = []
  for (const name of ['new.gguf', 'converted.gguf', 'joined.gguf', 'old.gguf', basename(split)]) {
    const engine = newEngine(path(name))
    const { kvCacheBytesPerToken, loadedAs } = await engine.info()
    const request = completion({ kind: 'text', text: 'function add(a, b) {\n  ' }, { maxTokens: 64 })
    const { text } = await answerOf(engine.complete(request, never))
    told.push({ text, kvCacheBytesPerToken, oldLayout: loadedAs?.oldLayout })
    await engine.dispose()
  }
  const [made, converted, joined, old, parts] = told
  expect([converted, joined]).toEqual([made, made])
  expect(parts).toEqual(old)
  expect(made?.text).not.toBe('')
  expect([converted?.oldLayout, old?.oldLayout]).toEqual([false, true])
  expect(old?.kvCacheBytesPerToken).toBeGreaterThan(3 * (converted?.kvCacheBytesPerToken ?? Number.POSITIVE_INFINITY))
})
