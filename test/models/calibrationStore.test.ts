import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { CalibrationStore } from '../../server/models/calibrationStore.ts'
import { userMessage } from '../../server/protocol/errors.ts'

interface Measured {
  readonly calibrationKey: string
  readonly modelDigest: string
}

let folder: string
let store: CalibrationStore
let model: { readonly calibrationKey: string; readonly path: string }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-calibrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  store = new CalibrationStore(join(folder, 'calibrations'))
  model = { calibrationKey: 'qwen2-7b', path: join(folder, 'model.gguf') }
  writeFileSync(model.path, 'x'.repeat(3_000_000))
})

const parse = (text: string): Measured | undefined => (text.startsWith('{') ? JSON.parse(text) : undefined)

async function write(more: Partial<Measured> = {}): Promise<Measured> {
  const measured = { calibrationKey: model.calibrationKey, modelDigest: await store.digestOf(model.path), ...more }
  await store.write(model.calibrationKey, JSON.stringify(measured))
  return measured
}

it('gives back what was measured with the model, and nothing before and after', async () => {
  expect(await store.read(model, parse)).toBeUndefined()
  const measured = await write()
  expect(await store.read(model, parse)).toEqual(measured)
  expect(readdirSync(store.folder)).toEqual(['qwen2-7b.json'])
  expect(await store.remove(model.calibrationKey)).toBe(true)
  expect(await store.remove(model.calibrationKey)).toBe(false)
  expect(await store.read(model, parse)).toBeUndefined()
})

it('keeps every name inside of its folder', () => {
  expect(store.pathOf('../../etc/passwd')).toBe(join(store.folder, '.._.._etc_passwd.json'))
})

it.each([
  ['its first bytes', (text: string) => `y${text.slice(1)}`],
  ['its last bytes', (text: string) => `${text.slice(0, -1)}y`],
  ['its length', (text: string) => text + text],
])('knows another model file by %s', async (_what, change) => {
  const before = await store.digestOf(model.path)
  writeFileSync(model.path, change('x'.repeat(3_000_000)))
  expect(await new CalibrationStore(folder).digestOf(model.path)).not.toBe(before)
})

describe('a file that cannot be used', () => {
  it.each([
    ['damaged', async () => await store.write('qwen2-7b', 'oh'), /damaged/],
    ['of another key', async () => await write({ calibrationKey: 'llama-7b' }), /damaged/],
    ['of another model file', async () => await write({ modelDigest: 'other' }), /another model file/],
  ])('because it is %s is told with the way out, once, and is as if it were not there', async (_what, spoil, why) => {
    await spoil()
    await expect(store.read(model, parse)).rejects.toMatchObject({ code: 'calibrationUnusable' })
    const told: string[] = []
    const tell = (error: unknown) => void told.push(userMessage(error, 'en'))
    expect(await store.usable(model, parse, tell)).toBeUndefined()
    expect(await store.usable(model, parse, tell)).toBeUndefined()
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(why)
    expect(told[0]).toContain('latent review calibrate')
  })
})

it('says where it cannot write', async () => {
  writeFileSync(join(folder, 'file'), '')
  const nowhere = new CalibrationStore(join(folder, 'file', 'calibrations'))
  await expect(nowhere.write('a', '')).rejects.toMatchObject({ code: 'calibrationNotWritable' })
})
