import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { KeptTrials } from '../../../server/engine/local/trial/keptTrials.ts'
import { temporaryFolder } from '../../models/scene.ts'

const hours = (count: number) => count * 3600_000
const works = { kind: 'works', device: 'Some Card' } as const
const faulty = { kind: 'faulty', reason: 'it computes wrong numbers' } as const

/** Verdicts in a folder of their own, with a clock that the test sets. */
function scene() {
  const LATENT_DATA = temporaryFolder()
  const clock = { ms: Date.parse('2026-01-01T00:00:00Z') }
  const open = () => new KeptTrials({ LATENT_DATA }, () => clock.ms)
  return { open, clock, path: join(LATENT_DATA, 'backends.json') }
}

it('A verdict is there for the next process, under its key alone', async () => {
  const { open } = scene()
  await open().keep('a', works)
  await open().keep('b', faulty)
  expect([await open().verdict('a'), await open().verdict('b'), await open().verdict('c')]).toEqual([works, faulty, undefined])
})

it('A fault is believed for a day, also where the clock was put back, and that a backend works for good', async () => {
  const { open, clock } = scene()
  await open().keep('works', works)
  await open().keep('faulty', faulty)
  clock.ms += hours(23)
  expect(await open().verdict('faulty')).toEqual(faulty)
  clock.ms += hours(1)
  expect([await open().verdict('faulty'), await open().verdict('works')]).toEqual([undefined, works])
  clock.ms -= hours(72)
  expect(await open().verdict('faulty')).toBeUndefined()
})

it('A newer verdict takes the place of the older one', async () => {
  const { open } = scene()
  await open().keep('a', faulty)
  await open().keep('a', works)
  expect(await open().verdict('a')).toEqual(works)
})

it('Only the newest verdicts are kept', async () => {
  const { open, clock, path } = scene()
  for (let i = 0; i < 20; i++) {
    clock.ms += 1000
    await open().keep(`key ${i}`, works)
  }
  expect([await open().verdict('key 0'), await open().verdict('key 19')]).toEqual([undefined, works])
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toHaveLength(16)
})

it.each([
  ['no JSON', '{"a": {'],
  ['of another form', JSON.stringify({ a: { at: 'yesterday', verdict: { kind: 'works' } }, b: 1 })],
  ['a fault of no known time', JSON.stringify({ a: { at: 'yesterday', verdict: faulty } })],
])('A file that is %s says nothing, and is written anew', async (_what, text) => {
  const { open, path } = scene()
  writeFileSync(path, text)
  expect(await open().verdict('a')).toBeUndefined()
  await open().keep('a', works)
  expect(await open().verdict('a')).toEqual(works)
})

it('A folder that cannot be written keeps nothing, and stands in nobody’s way', async () => {
  const { path } = scene()
  writeFileSync(path, '')
  const kept = new KeptTrials({ LATENT_DATA: path })
  await kept.keep('a', works)
  expect(await kept.verdict('a')).toBeUndefined()
})
