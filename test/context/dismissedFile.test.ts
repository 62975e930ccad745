import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDismissal, formatDismissals, parseDismissals, readDismissals } from '../../server/context/dismissedFile.ts'

const dismissal = (path: string, occurrence = 0) => ({
  fingerprint: { rule: 'bug.comparison', path, symbol: 'add', rangeHash: 'a1', lineHash: 'b2', occurrence },
  title: 'The index is one too large',
})

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

  it('are read back as they were added, without a second entry for the same finding', async () => {
    await addDismissal(folder, dismissal('b.ts'))
    await addDismissal(folder, dismissal('a.ts'))
    await addDismissal(folder, dismissal('b.ts'))
    expect(await readDismissals(folder)).toEqual([dismissal('a.ts'), dismissal('b.ts')])
    expect(readdirSync(join(folder, '.latent'))).toEqual(['dismissed.json'])
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
    ['is of another version', '{"schemaVersion": 2, "dismissed": []}', /form/],
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
      { ...dismissal('c.ts'), title: 17 },
    ]
    const read = parseDismissals(JSON.stringify({ schemaVersion: 1, dismissed: entries }))
    expect(read.map(({ fingerprint }) => fingerprint.path)).toEqual(['a.ts', 'c.ts'])
  })

  it('cannot reach the prototype of objects', () => {
    const text =
      '{"schemaVersion": 1, "dismissed": [{"__proto__": {"fingerprint": 1}, "fingerprint": {"__proto__": {"rule": "x"}}}]}'
    expect(parseDismissals(text)).toEqual([])
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
