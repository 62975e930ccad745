import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { KnownFindings } from '../../../server/lsp/knownFindings.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const uri = 'file:///home/me/secretProject/a.ts'
const code = 'function calculateSalary(index: number) {\n  return index [|<=|] 1\n}\n'

let folder = ''
let log: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-known-'))
  log = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A session of the server that reviews `marked` and ends; gives the id of its finding. */
async function reviewed(marked: string, { id = 'fresh', symbol = 'calculateSalary', place = folder } = {}): Promise<string> {
  const findings = new Findings()
  const known = new KnownFindings(join(place, 'findings'), findings, (line) => log.push(line))
  const { text, ranges } = readMarks(marked, { ranges: 1 })
  const session = findings.begin(uri, new SourceText('a.ts', 'typescript', text), undefined, await known.of(uri))
  const found = session.add(findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { id, symbol }))
  session.end([])
  await known.save()
  return found.id
}

const written = () => readdirSync(join(folder, 'findings')).map((name) => join(folder, 'findings', name))

describe('ids from one session to the next', () => {
  it('are kept when lines moved, when the line changed around the quote, and when the function was renamed', async () => {
    await reviewed(code, { id: 'first' })
    expect(await reviewed(`// new\n\n${code}`)).toBe('first')
    expect(await reviewed(code.replace('1', '2 + 1'))).toBe('first')
    expect(await reviewed(code.replace('1', '2 + 1').replace('Salary', 'Pay'), { symbol: 'calculatePay' })).toBe('first')
  })

  it('are new for another finding', async () => {
    await reviewed(code, { id: 'first' })
    expect(await reviewed('function other() {\n  return a [|&&|] b\n}\n', { symbol: 'other' })).toBe('fresh')
  })

  it('are kept in hashes only: neither code, names nor paths, for this user alone to read', async () => {
    await reviewed(code)
    const [file = ''] = written()
    const text = readFileSync(file, 'utf8')
    for (const word of ['index', 'Salary', 'secretProject', 'a.ts', '<=']) expect(file + text).not.toContain(word)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('leave no file behind for a document without findings', async () => {
    await reviewed(code)
    const findings = new Findings()
    const known = new KnownFindings(join(folder, 'findings'), findings, () => undefined)
    findings.begin(uri, new SourceText('a.ts', 'typescript', ''), undefined, await known.of(uri)).end([])
    await known.save()
    expect(written()).toEqual([])
  })

  const broken = ['', '[]', '{"schemaVersion":1,"findings":[{"id":7},null,{"id":"x"}]}', '{"schemaVersion":9,"findings":[]}']
  for (const text of broken) {
    it(`are new where the file says ${text === '' ? 'nothing' : text}`, async () => {
      await reviewed(code, { id: 'first' })
      writeFileSync(written()[0] ?? '', text)
      expect(await reviewed(code)).toBe('fresh')
    })
  }

  it('are not kept where the folder cannot be written, which the log says once', async () => {
    const place = join(folder, 'file')
    writeFileSync(place, '')
    chmodSync(place, 0o400)
    expect(await reviewed(code, { place })).toBe('fresh')
    expect(log).toHaveLength(1)
    expect(log[0]).toMatch(/^Ids of findings are not kept for the next session: /)
  })
})
