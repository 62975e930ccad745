import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Dismissal } from '../../server/protocol/dismissal.ts'
import { folderWith, latent } from './latent.ts'

const dismissal = (path: string, more: Partial<Dismissal> = {}): Dismissal => ({
  fingerprint: { rule: 'bug.comparison', path, symbol: 'add', rangeHash: 'a1', lineHash: 'b2', occurrence: 0 },
  title: 'The index is one too large',
  scope: 'finding',
  ...more,
})
const file = '.latent/dismissed.json'
const withDismissals = (dismissed: readonly unknown[]) => folderWith({ [file]: JSON.stringify({ schemaVersion: 2, dismissed }) })
const some = [
  dismissal('a.ts', { reason: 'falsePositive', note: 'ends with a marker' }),
  dismissal('b.ts', { scope: 'file', reason: 'wontFix' }),
  dismissal('b.ts', { scope: 'rule' }),
]

async function listed(cwd: string): Promise<readonly { readonly id: string; readonly scope: string }[]> {
  return JSON.parse((await latent(['dismissals', 'list', '--json'], { cwd })).stdout).dismissals
}

describe('latent dismissals list', () => {
  it('prints what each covers and why, from a folder within the workspace, too', async () => {
    const cwd = join(withDismissals(some), 'src')
    mkdirSync(cwd)
    const { code, stdout, stderr } = await latent(['dismissals', 'list'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^[0-9a-f]{12} {2}The index is one too large$/)
    expect(lines[1]).toBe(`${' '.repeat(14)}bug.comparison in add of a.ts: false positive, ends with a marker`)
    expect(lines[3]).toBe(`${' '.repeat(14)}every bug.comparison in b.ts: won't fix`)
    expect(lines[5]).toBe(`${' '.repeat(14)}every bug.comparison`)
  })

  it('prints an object for scripts', async () => {
    expect(await listed(withDismissals(some))).toMatchObject(some.map((each) => ({ ...each, id: expect.any(String) })))
  })

  it('says that there are none, and makes no file', async () => {
    const cwd = folderWith({})
    expect((await latent(['dismissals', 'list'], { cwd })).stdout).toMatch(/^Nothing is dismissed in /)
    expect(await listed(cwd)).toEqual([])
  })

  it('draws nothing on the terminal that the file asks for', async () => {
    const evil = dismissal('a\u001b[2Jb.ts', { title: 'one\n000000000000  two\u0007', note: '\u001b]8;;x\u0007' })
    const { stdout } = await latent(['dismissals', 'list'], { cwd: withDismissals([evil]) })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
    expect(stdout.split('\n')).toHaveLength(3)
  })

  it('names a file that it cannot use in one line', async () => {
    const { code, stderr } = await latent(['dismissals', 'list'], { cwd: folderWith({ [file]: '<<<<<<<' }) })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^latent: [^\n]*dismissed\.json cannot be used: it is not valid JSON\. [^\n]*\n$/)
  })
})

describe('latent dismissals undo', () => {
  it('takes back the ones named and leaves the others', async () => {
    const cwd = withDismissals(some)
    const [first, second] = await listed(cwd)
    const { code, stdout } = await latent(['dismissals', 'undo', first?.id ?? '', second?.id ?? ''], { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '2 dismissals taken back.\n' })
    expect((await listed(cwd)).map(({ scope }) => scope)).toEqual(['rule'])
  })

  it('changes nothing when one of the ids is not there', async () => {
    const cwd = withDismissals(some)
    const before = readFileSync(join(cwd, file), 'utf8')
    const [first] = await listed(cwd)
    const { code, stderr } = await latent(['dismissals', 'undo', first?.id ?? '', '123456789abc'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toBe('latent: There is no dismissal with the id "123456789abc". `latent dismissals list` prints them.\n')
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(before)
  })

  it('leaves a file that it does not understand as it is', async () => {
    const cwd = folderWith({ [file]: '{}' })
    writeFileSync(join(cwd, file), 'my notes')
    const { code, stderr } = await latent(['dismissals', 'undo', '123456789abc'], { cwd })
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 2, lines: 2 })
    expect(readFileSync(join(cwd, file), 'utf8')).toBe('my notes')
  })
})
