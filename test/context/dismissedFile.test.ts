import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeDismissals, readDismissals } from '../../server/context/dismissedFile.ts'
import { formatDismissals, parseDismissals } from '../../server/context/dismissedFormat.ts'
import type { Dismissal } from '../../server/protocol/dismissal.ts'

const dismissal = (path: string, more: Partial<Dismissal> = {}): Dismissal => ({
  fingerprint: { rule: 'bug.comparison', path, symbol: 'add', rangeHash: 'a1', lineHash: 'b2', occurrence: 0 },
  title: 'The index is one too large',
  scope: 'finding',
  ...more,
})
const shape = { category: 'bug', written: '<=', mended: '<', line: 'v1 <= v2', call: '' } as const
const addDismissal = (folder: string, added: Dismissal) => changeDismissals(folder, (before) => [...before, added])

let folder = ''
let outside = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-dismissed-')))
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'latent-outside-')))
})
afterEach(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true })
})

const file = () => join(folder, '.latent', 'dismissed.json')
function put(text: string): void {
  mkdirSync(join(folder, '.latent'), { recursive: true })
  writeFileSync(file(), text)
}

describe('dismissals that a person made', () => {
  it('are none where there is no file, and none is made by reading', async () => {
    expect(await readDismissals(folder)).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  it('are read back as they were added, with reason, scope, note and shape', async () => {
    const whole = dismissal('b.ts', { scope: 'similar', reason: 'falsePositive', note: 'the list ends with a marker', shape })
    await addDismissal(folder, whole)
    await addDismissal(folder, dismissal('a.ts', { scope: 'rule', reason: 'notUseful' }))
    expect(await readDismissals(folder)).toEqual([dismissal('a.ts', { scope: 'rule', reason: 'notUseful' }), whole])
    expect(readdirSync(join(folder, '.latent'))).toEqual(['dismissed.json'])
  })

  it('of the first version, which knew neither reason nor scope, mean their one finding', () => {
    const { fingerprint, title } = dismissal('a.ts')
    const text = JSON.stringify({ schemaVersion: 1, dismissed: [{ fingerprint, title }] })
    expect(parseDismissals(text)).toEqual({ dismissals: [dismissal('a.ts')], passedOver: 0 })
  })

  it('make no file when nothing changes', async () => {
    await changeDismissals(folder, (before) => before)
    expect(readdirSync(folder)).toEqual([])
  })

  it('take one line each, in an order that does not depend on when they were made', () => {
    const forwards = formatDismissals([dismissal('a.ts'), dismissal('b.ts')])
    expect(formatDismissals([dismissal('b.ts'), dismissal('a.ts')])).toBe(forwards)
    expect(forwards.split('\n').filter((line) => line.includes('fingerprint'))).toHaveLength(2)
  })
})

describe('a dismissals file that a repository brings along', () => {
  const bad = [
    ['is no JSON', '{"schemaVersion": 1, "dismissed": [', /JSON/],
    ['is a bare list', '[]', /form/],
    ['is of a newer version', '{"schemaVersion": 3, "dismissed": []}', /newer version/],
    ['is of no version', '{"schemaVersion": "2", "dismissed": []}', /form/],
    ['is empty', '', /JSON/],
  ] as const
  for (const [name, text, why] of bad) {
    it(`is refused with a reason when it ${name}`, () => expect(() => parseDismissals(text)).toThrow(why))
  }

  it('keeps its good entries when others are of another form', () => {
    const entries: unknown[] = [
      dismissal('a.ts'),
      null,
      'rm -rf',
      { fingerprint: null },
      { fingerprint: { ...dismissal('b.ts').fingerprint, occurrence: -1 } },
      { fingerprint: { ...dismissal('b.ts').fingerprint, occurrence: 0.5 } },
      { fingerprint: { ...dismissal('b.ts').fingerprint, path: { toString: 'x' } } },
      { fingerprint: { ...dismissal('b.ts').fingerprint, rule: 'x'.repeat(5000) } },
      { ...dismissal('b.ts'), scope: 'everything' },
      { ...dismissal('b.ts'), scope: 'similar' },
      { ...dismissal('b.ts'), scope: 'similar', shape: { ...shape, line: 'x'.repeat(5000) } },
      { ...dismissal('b.ts'), scope: 'similar', shape: { ...shape, category: 'fun' } },
      { ...dismissal('c.ts'), title: 17, reason: 'because', note: { evil: true } },
    ]
    const { dismissals, passedOver } = parseDismissals(JSON.stringify({ schemaVersion: 2, dismissed: entries }))
    expect(dismissals).toEqual([dismissal('a.ts'), dismissal('c.ts', { title: '' })])
    expect(passedOver).toBe(entries.length - 2)
  })

  it('has its entries of another form kept in a copy when it is written', async () => {
    const text = JSON.stringify({ schemaVersion: 1, dismissed: [dismissal('a.ts'), { whose: 'not ours' }] })
    put(text)
    await addDismissal(folder, dismissal('b.ts'))
    expect(await readDismissals(folder)).toHaveLength(2)
    const copies = readdirSync(join(folder, '.latent')).filter((name) => name.endsWith('.copy'))
    expect(copies.map((name) => readFileSync(join(folder, '.latent', name), 'utf8'))).toEqual([text])
  })

  it('cannot reach the prototype of objects', () => {
    const text =
      '{"schemaVersion": 1, "dismissed": [{"__proto__": {"fingerprint": 1}, "fingerprint": {"__proto__": {"rule": "x"}}}]}'
    expect(parseDismissals(text).dismissals).toEqual([])
    expect('rule' in {}).toBe(false)
  })

  it('is not read when it is too large', async () => {
    put(`{"schemaVersion": 1, "dismissed": [], "more": "${'x'.repeat(3_000_000)}"}`)
    await expect(readDismissals(folder)).rejects.toThrow(/larger than/)
  })

  it('is not overwritten when it cannot be understood', async () => {
    put('my notes')
    await expect(addDismissal(folder, dismissal('a.ts'))).rejects.toThrow(/JSON/)
    expect(readFileSync(file(), 'utf8')).toBe('my notes')
  })

  it('is neither read nor written through a link that leaves the workspace', async () => {
    const target = join(outside, 'precious.json')
    writeFileSync(target, formatDismissals([dismissal('a.ts')]))
    const before = readFileSync(target, 'utf8')
    mkdirSync(join(folder, '.latent'))
    symlinkSync(target, file())
    await expect(readDismissals(folder)).rejects.toThrow(/leaves the workspace/)
    await expect(addDismissal(folder, dismissal('b.ts'))).rejects.toThrow(/leaves the workspace/)
    expect(readFileSync(target, 'utf8')).toBe(before)
  })

  it('is not looked for in a .latent folder that is a link to elsewhere', async () => {
    symlinkSync(outside, join(folder, '.latent'))
    await expect(addDismissal(folder, dismissal('a.ts'))).rejects.toThrow(/leaves the workspace/)
    expect(readdirSync(outside)).toEqual([])
  })

  it('is not made through a link that leads nowhere yet', async () => {
    mkdirSync(join(folder, '.latent'))
    symlinkSync(join(outside, 'new.json'), file())
    await expect(addDismissal(folder, dismissal('a.ts'))).rejects.toThrow()
    expect(readdirSync(outside)).toEqual([])
  })

  it('is not read when it is a folder', async () => {
    mkdirSync(file(), { recursive: true })
    await expect(readDismissals(folder)).rejects.toThrow(/no regular file/)
  })
})
