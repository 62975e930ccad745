import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Results, SingleRecord } from '../../bench/completion/records.ts'
import { isMeasured, resumed } from '../../bench/completion/resume.ts'

const folder = mkdtempSync(join(tmpdir(), 'latent-resume-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const work = { requests: 1, promptTokens: 10, generatedTokens: 2 }
const record: SingleRecord = {
  system: 'latent',
  hole: { id: 'a/b.ts:1 arbitrary', kind: 'arbitrary', language: 'typescript', expected: 'x' },
  exact: true,
  keptCharacters: 1,
  ms: 5,
  spent: { interactive: work, idle: work },
}
const fresh: Results = {
  started: 'now',
  model: 'm.gguf',
  threads: 2,
  half: 'tuning',
  seed: 1,
  keyMs: 160,
  systems: ['latent'],
  singles: [],
  replays: [],
}

function written(name: string, results: Results): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(results))
  return path
}

describe('a run that goes on', () => {
  it('keeps what was measured before it was interrupted', () => {
    const path = written('same.json', { ...fresh, started: 'before', singles: [record] })
    expect(resumed(path, fresh).singles).toEqual([record])
  })

  it('begins anew where there are no results', () => {
    expect(resumed(join(folder, 'absent.json'), fresh)).toBe(fresh)
  })

  it('refuses results of another choice of holes', () => {
    const path = written('other.json', { ...fresh, half: 'heldOut', seed: 2 })
    expect(() => resumed(path, fresh)).toThrow(/another half, seed/)
  })

  it('asks each system once at each hole', () => {
    expect(isMeasured([record], 'latent', 'a/b.ts:1 arbitrary')).toBe(true)
    expect(isMeasured([record], 'plain', 'a/b.ts:1 arbitrary')).toBe(false)
    expect(isMeasured([record], 'latent', 'a/b.ts:2 arbitrary')).toBe(false)
  })
})
