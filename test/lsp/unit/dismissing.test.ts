import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { Dismissing } from '../../../server/lsp/dismissalRequests.ts'
import { Dismissals } from '../../../server/lsp/dismissals.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { Trust } from '../../../server/lsp/trust.ts'
import { WorkspaceFolders } from '../../../server/lsp/workspaceFolders.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const code = 'for (let i = 0; i [|<=|] rows.length; i++) {}\nfor (let n = 0; n [|<=|] cells.length; n++) {}\nif (a [|<=|] b) {}\n'

let folder = ''
let log: string[] = []
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-dismissing-')))
  log = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, '.latent', 'dismissed.json')
const uriOf = (path: string) => pathToFileURL(join(folder, path)).href

/** A session in which the three findings of `code` are shown in the file a.ts: A, B and C. */
function session({ trusted = true } = {}) {
  const findings = new Findings()
  const folders = new WorkspaceFolders({ rootUri: pathToFileURL(folder).href, rootPath: null, workspaceFolders: null })
  const dismissals = new Dismissals((line) => log.push(line))
  const answered: string[] = []
  const answers = { answered: (...answer: readonly unknown[]) => void answered.push(answer.join(' ')) }
  const dismissing = new Dismissing({ findings, folders, dismissals, answers, trust: new Trust(trusted) })
  const uri = uriOf('a.ts')
  const { text, ranges } = readMarks(code, { ranges: 3 })
  const review = findings.begin(uri, new SourceText('a.ts', 'typescript', text), undefined)
  for (const [index, range] of ranges.entries()) {
    review.add(findingAt(text, range, { id: 'ABC'.charAt(index), ruleId: 'bug.off-by-one', fix: '<' }))
  }
  review.end([])
  const shown = () =>
    findings
      .of(uri)
      .map(({ finding }) => finding.id)
      .toSorted()
      .join('')
  const held = () => findings.heldBackOf(uri).map(({ id, state, reason }) => `${id} ${state}: ${reason}`)
  return { findings, dismissals, dismissing, answered, uri, shown, held, dismiss: dismissing.dismiss.bind(dismissing) }
}

describe('dismissing a finding', () => {
  it('hides it at once, with the reason, and writes it down', async () => {
    const { dismiss, shown, held, uri } = session()
    await dismiss({ id: 'B', uri, reason: 'falsePositive', note: 'ends with a marker' })
    expect(shown()).toBe('AC')
    expect(held()).toEqual(['B dismissed: It was dismissed: false positive, ends with a marker.'])
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
      schemaVersion: 2,
      dismissed: [{ scope: 'finding', reason: 'falsePositive', note: 'ends with a marker', fingerprint: { path: 'a.ts' } }],
    })
  })

  it('finds it by its id alone, and does nothing where there is none', async () => {
    const { dismiss, shown } = session()
    await dismiss({ id: 'nobody' })
    expect(shown()).toBe('ABC')
    await dismiss({ id: 'C' })
    expect(shown()).toBe('AB')
  })

  it('hides similar ones with it, and says where the one stands that was dismissed', async () => {
    const { dismiss, shown, held } = session()
    await dismiss({ id: 'A', scope: 'similar', reason: 'notUseful' })
    expect(shown()).toBe('C')
    expect(held()).toContain('B dismissed: Similar to one that was dismissed in a.ts: not useful.')
  })

  it('hides all of its rule', async () => {
    const { dismiss, shown } = session()
    await dismiss({ id: 'A', scope: 'file', reason: 'wontFix' })
    expect(shown()).toBe('')
  })

  it('lasts for the session where it cannot be written, and leaves the file as it is', async () => {
    mkdirSync(join(folder, '.latent'))
    writeFileSync(file(), '<<<<<<< HEAD')
    const { dismiss, dismissing, shown } = session()
    await expect(dismiss({ id: 'A' })).rejects.toMatchObject({ code: 'dismissalNotKept' })
    expect(shown()).toBe('BC')
    expect(readFileSync(file(), 'utf8')).toBe('<<<<<<< HEAD')
    expect(await dismissing.list()).toMatchObject({
      items: [{ unsaved: true }],
      problems: [`${file()} is not used: it is not valid JSON.`],
    })
  })

  it('is refused in an untrusted workspace, as is the list', async () => {
    const { dismiss, dismissing } = session({ trusted: false })
    await expect(dismiss({ id: 'A' })).rejects.toMatchObject({ code: 'untrusted' })
    await expect(dismissing.list()).rejects.toMatchObject({ code: 'untrusted' })
    await expect(dismissing.undo({ id: 'x' })).rejects.toMatchObject({ code: 'untrusted' })
  })
})

describe('undoing a dismissal', () => {
  it('shows at once what it covered, under the same ids', async () => {
    const { dismiss, dismissing, shown, held } = session()
    await dismiss({ id: 'A', scope: 'similar' })
    const { items } = await dismissing.list()
    expect(items).toMatchObject([{ folder: pathToFileURL(folder).href, dismissal: { scope: 'similar' } }])
    await dismissing.undo(items[0])
    expect(shown()).toBe('ABC')
    expect(held()).toEqual([])
    expect((await dismissing.list()).items).toEqual([])
  })

  it('leaves what another dismissal covers', async () => {
    const { dismiss, dismissing, shown } = session()
    await dismiss({ id: 'B' })
    await dismiss({ id: 'A', scope: 'rule' })
    const wide = (await dismissing.list()).items.find(({ dismissal }) => dismissal.scope === 'rule')
    await dismissing.undo(wide)
    expect(shown()).toBe('AC')
  })

  it('takes back what was counted as the answer of the user', async () => {
    const { dismiss, dismissing, answered } = session()
    await dismiss({ id: 'A', reason: 'falsePositive' })
    await dismissing.undo((await dismissing.list()).items[0])
    await dismissing.undo({ id: 'nobody' })
    expect(answered).toEqual(['bug.off-by-one falsePositive', 'bug.off-by-one falsePositive -1'])
  })

  it('takes back one that could not be written', async () => {
    mkdirSync(join(folder, '.latent'))
    writeFileSync(file(), 'my notes')
    const { dismiss, dismissing, shown } = session()
    await dismiss({ id: 'A' }).catch(() => undefined)
    await dismissing.undo((await dismissing.list()).items[0])
    expect(shown()).toBe('ABC')
    expect(readFileSync(file(), 'utf8')).toBe('my notes')
  })

  it('writes to open folders only', async () => {
    const { dismissing } = session()
    for (const params of [{ id: 'x', folder: pathToFileURL(tmpdir()).href }, { folder: uriOf('') }, null]) {
      await expect(dismissing.undo(params)).rejects.toMatchObject({ code: 'badArgument' })
    }
  })
})

describe('a dismissed finding that is found again', () => {
  it('keeps the id that it had', async () => {
    const { dismiss, dismissing, findings, uri, shown } = session()
    await dismiss({ id: 'B' })
    const { text, ranges } = readMarks(code, { ranges: 3 })
    const range = ranges[1] ?? { start: 0, end: 0 }
    const again = findings.begin(uri, new SourceText('a.ts', 'typescript', text), undefined)
    const found = findingAt(text, range, { id: 'new', ruleId: 'bug.off-by-one', fix: '<' })
    expect(again.hold({ ...found, state: 'dismissed', reason: 'It was dismissed.' }).id).toBe('B')
    again.end([])
    await dismissing.undo((await dismissing.list()).items[0])
    expect(shown()).toBe('B')
  })
})
