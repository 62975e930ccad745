import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CodeAction, Diagnostic, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { FixesResult } from '../../server/protocol/fixes.ts'
import type { HeldBackResult, ReviewResult } from '../../server/protocol/requests.ts'
import { TestClient } from './client.ts'

/** In each of the two functions one name is wrong. */
const faulty = `/** Whether a value lies between two bounds, both included. */
export function isWithin(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= minimum
}

/** The area of a rectangle. */
export function area(width: number, height: number): number {
  return width * width
}
`
const onceMended = faulty.replace('<= minimum', '<= maximum')
const mended = onceMended.replace('width * width', 'width * height')
const settings = { model: 'starter', review: { precision: 0.5 } }

function applied(text: string, action: CodeAction): string {
  const changes = (action.edit?.documentChanges ?? []) as TextDocumentEdit[]
  const edits = changes.flatMap((change) => change.edits as TextEdit[])
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits)
}

describe('a review by the real server', () => {
  let client: TestClient
  let uri: string
  let result: ReviewResult
  let diagnostics: Diagnostic[]

  beforeAll(async () => {
    const commands = { previewFix: 'client.previewFix', fixMade: 'client.fixMade' }
    client = await TestClient.start({ settings, initializationOptions: { commands } })
    await client.ready()
    uri = await client.open('shapes.ts', faulty)
    result = await client.review(uri, { workDoneToken: 'work', partialResultToken: 'parts' })
    diagnostics = client.diagnosticsOf(uri) ?? []
  }, 240_000)
  afterAll(async () => {
    await client.stop()
  })

  const first = (): Diagnostic => {
    const diagnostic = diagnostics[0]
    if (diagnostic === undefined) throw new Error(`no finding; held back: ${JSON.stringify(result.heldBack)}`)
    return diagnostic
  }
  const quickFix = async (diagnostic: Diagnostic) => {
    const action = (await client.codeActions(uri, diagnostic, ['quickfix'])).find((each) => each.isPreferred)
    if (action === undefined) throw new Error('no preferred fix')
    return await client.resolve(action)
  }

  it('finds the seeded faults and publishes them as diagnostics with stable data', () => {
    expect(diagnostics.map(({ range }) => range.start.line)).toEqual([2, 7])
    for (const diagnostic of diagnostics) {
      expect(diagnostic).toMatchObject({ source: 'latent', severity: 2, data: { id: expect.any(String) } })
      expect(result.findings.map(({ ruleId }) => ruleId)).toContain(diagnostic.code)
    }
  })

  it('checks each fix by parsing, by its types and by its likelihood', () => {
    const checks = result.findings.flatMap(({ fixes }) => fixes.map((fix) => fix.checks))
    expect(checks).toEqual([1, 2].map(() => ({ parses: true, restUnchanged: true, newTypeErrors: 0, likelier: true })))
  })

  it('shows its progress by percentage and function, from begin to end', () => {
    const shown = client.progress.filter(({ token }) => token === 'work').map(({ value }) => value)
    expect(shown[0]?.kind).toBe('begin')
    expect(shown.at(-1)?.kind).toBe('end')
    expect(shown.filter(({ kind }) => kind === 'end')).toHaveLength(1)
    expect(shown.map(({ message }) => message)).toEqual(expect.arrayContaining(['isWithin', 'area']))
    const percentages = shown.flatMap(({ percentage }) => percentage ?? [])
    expect(percentages).toEqual(percentages.toSorted((a, b) => a - b))
  })

  it('streams each finding before the result', () => {
    const parts = client.progress.filter(({ token }) => token === 'parts').map(({ value }) => value)
    expect(parts.flatMap((part) => part.findings ?? [])).toEqual(result.findings)
    expect(parts.flatMap((part) => part.heldBack ?? [])).toEqual(result.heldBack)
  })

  it('offers a preferred fix that makes the text right', async () => {
    expect(applied(faulty, await quickFix(first()))).toBe(onceMended)
  })

  it('finds the finding again for a client that does not return data', async () => {
    const { data: _, ...bare } = first()
    const titles = (await client.codeActions(uri, bare, ['quickfix'])).map(({ title }) => title)
    expect(titles.some((title) => title.startsWith('Dismiss'))).toBe(true)
  })

  it('fixes all at once only when that very kind is asked for', async () => {
    const all = await client.codeActions(uri, undefined, ['source.fixAll.latent'])
    expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.latent'])
    expect(applied(faulty, await client.resolve(all[0] ?? { title: '' }))).toBe(mended)
    expect(await client.codeActions(uri, undefined, ['source.fixAll'])).toEqual([])
    expect(await client.codeActions(uri, undefined, ['source'])).toEqual([])
    const anyKind = await client.codeActions(uri, undefined)
    expect(anyKind.filter(({ kind }) => kind?.startsWith('source'))).toEqual([])
  })

  it('explains a finding on hover, with the fix as a diff', async () => {
    const hover = await client.connection.sendRequest<{ contents: { kind: string; value: string } } | null>(
      'textDocument/hover',
      {
        textDocument: { uri },
        position: first().range.start,
      },
    )
    expect(hover?.contents.kind).toBe('markdown')
    expect(hover?.contents.value).toContain('- ')
    expect(hover?.contents.value).toMatch(/```diff\n- .*<= minimum\n\+ .*<= maximum\n```/)
  })

  it('ignores by a comment that the next review honours', async () => {
    const action = (await client.codeActions(uri, first())).find(({ kind }) => kind === 'quickfix.ignore')
    const text = applied(faulty, await client.resolve(action ?? { title: '' }))
    expect(text.split('\n')[2]).toMatch(/^ {2}\/\/ latent-ignore [\w.-]+: \S/)
    const other = await client.open('ignored.ts', text)
    const again = await client.review(other)
    expect(again.findings.filter(({ state }) => state === 'open').map(({ range }) => range.start.line)).toEqual([8])
    await client.close(other)
  })

  it('moves diagnostics with edits, drops one whose text changes, and brings it back when that is undone', async () => {
    const lines = () =>
      client
        .diagnosticsOf(uri)
        ?.map(({ range }) => range.start.line)
        .join()
    const { start, end } = first().range
    await client.edit(uri, [0, 0], [0, 0], '// 😀 价格\n')
    await client.until('moved', () => lines() === '3,8')
    await client.edit(uri, [3, start.character], [3, end.character], 'value')
    await client.until('dropped', () => lines() === '8')
    const quote = faulty.split('\n')[2]?.slice(start.character, end.character) ?? ''
    await client.edit(uri, [3, start.character], [3, start.character + 'value'.length], quote)
    await client.until('back', () => lines() === '3,8')
    const fix = await quickFix(client.diagnosticsOf(uri)?.[0] ?? first())
    expect(applied(`// 😀 价格\n${faulty}`, fix)).toBe(`// 😀 价格\n${onceMended}`)
    await client.edit(uri, [0, 0], [1, 0], '')
    await client.until('as before', () => lines() === '2,7')
  })

  it('refuses a fix whose text has changed, in one line with a way out', async () => {
    const action = (await client.codeActions(uri, first(), ['quickfix'])).find((each) => each.isPreferred) ?? { title: '' }
    await client.edit(uri, [2, 0], [3, 0], '  return value >= minimum && value <= 3\n')
    await expect(client.resolve(action)).rejects.toMatchObject({
      code: -32803,
      message: expect.stringMatching(/^[^\n]*changed since the review[^\n]*$/),
      data: { code: 'fixOutdated', wayOut: { command: 'latent.reviewFile' } },
    })
    await client.replaceAll(uri, faulty)
  })

  it('gives the fixes of a finding for a preview, and refuses them once another line makes them wrong', async () => {
    const asked = { textDocument: { uri }, id: result.findings[0]?.id ?? '' }
    const given = await client.connection.sendRequest<FixesResult>('latent/fixes', asked)
    expect(given.fixes).toMatchObject([{ verified: true, edits: [{ newText: 'maximum' }] }])
    const titles = (await client.codeActions(uri, first(), ['quickfix'])).map(({ title }) => title)
    expect(titles).toContain('Preview the fix')
    const action = (await client.codeActions(uri, first(), ['quickfix'])).find((each) => each.isPreferred) ?? { title: '' }
    expect(action.command?.command).toBe('client.fixMade')
    // The fix still parses; with this signature it compares a number with a text.
    await client.edit(
      uri,
      [1, 0],
      [2, 0],
      'export function isWithin(value: number, minimum: number, maximum: Date[]): boolean {\n',
    )
    const refused = { data: { code: 'fixOutdated' } }
    await expect(client.resolve(action)).rejects.toMatchObject(refused)
    await expect(client.connection.sendRequest('latent/fixes', asked)).rejects.toMatchObject(refused)
    await client.replaceAll(uri, faulty)
    expect(applied(faulty, await client.resolve(action))).toBe(onceMended)
  })

  it('keeps ids over a second review, and does not show what was dismissed', async () => {
    const before = result.findings.map(({ id }) => id)
    const again = await client.review(uri)
    expect(again.findings.map(({ id }) => id)).toEqual(before)
    await client.connection.sendRequest('workspace/executeCommand', { command: 'latent.dismiss', arguments: [uri, before[0]] })
    expect(client.diagnosticsOf(uri)).toHaveLength(1)
    const kept = JSON.parse(readFileSync(join(client.folder, '.latent', 'dismissed.json'), 'utf8'))
    expect(kept.dismissed).toHaveLength(1)
    const third = await client.review(uri)
    expect(third.findings.filter(({ state }) => state === 'open').map(({ id }) => id)).toEqual([before[1]])
    rmSync(join(client.folder, '.latent'), { recursive: true })
  })

  it('is the same through executeCommand, with progress of its own', async () => {
    const argument = {
      textDocument: { uri },
      scope: 'selection',
      range: { start: { line: 6, character: 0 }, end: { line: 9, character: 0 } },
    }
    const command = { command: 'latent.review', arguments: [argument] }
    const selected = await client.connection.sendRequest<ReviewResult>('workspace/executeCommand', command)
    expect(selected.findings.map(({ range }) => range.start.line)).toEqual([7])
    expect(client.progress.some(({ token, value }) => String(token).startsWith('latent-') && value.kind === 'end')).toBe(true)
  })

  it('lists what it held back', async () => {
    const { items } = await client.connection.sendRequest<HeldBackResult>('latent/heldBack', { textDocument: { uri } })
    for (const { finding } of items) expect(finding.reason).not.toBe('')
  })

  it('looks only at what differs from the last commit', async () => {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: client.folder, stdio: 'pipe' })
    git('init', '-q')
    client.write('changed.ts', mended)
    git('add', 'changed.ts')
    git('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'right')
    const changed = await client.open('changed.ts', onceMended)
    const found = await client.review(changed, { scope: 'changes' })
    expect(found.findings.map(({ range }) => range.start.line)).toEqual([7])
    rmSync(join(client.folder, '.git'), { recursive: true })
    await expect(client.review(changed, { scope: 'changes' })).rejects.toMatchObject({ data: { code: 'gitUnavailable' } })
    await client.close(changed)
  })

  it('gives what it had found when it is cancelled, and names the rest', async () => {
    const other = await client.open('cancelled.js', manyFunctions('cancelled', 12), 'javascript')
    const running = client.review(other, { workDoneToken: 'cancel-me' })
    await client.until('under way', () =>
      client.progress.some(({ token, value }) => token === 'cancel-me' && value.kind === 'report'),
    )
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token: 'cancel-me' })
    const { incomplete } = await running
    expect(incomplete.some(({ reason }) => reason === 'cancelled')).toBe(true)
    expect(client.progress.findLast(({ token }) => token === 'cancel-me')?.value.kind).toBe('end')
    expect(client.diagnosticsOf(other)).toBeDefined()
    await client.close(other)
  })

  it('ends an older review of the same document', async () => {
    const other = await client.open('twice.js', manyFunctions('twice', 12), 'javascript')
    const older = client.review(other, { workDoneToken: 'older' })
    await client.until('under way', () =>
      client.progress.some(({ token, value }) => token === 'older' && value.kind === 'report'),
    )
    const newer = client.review(other, {
      scope: 'selection',
      range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } },
    })
    expect((await older).incomplete.some(({ reason }) => reason === 'cancelled')).toBe(true)
    expect((await newer).incomplete).toEqual([])
    await client.close(other)
  })

  it('lets a completion through while it runs, and goes on afterwards', async () => {
    const other = await client.open('busy.js', manyFunctions('busy', 6), 'javascript')
    const running = client.review(other, { workDoneToken: 'busy' })
    await client.until('under way', () => client.progress.some(({ token, value }) => token === 'busy' && value.kind === 'report'))
    await client.edit(other, [0, 0], [0, 0], '// typed meanwhile\n')
    const add = await client.open('typed.js', 'function add(left, right) {\n  return le\n}\n', 'javascript')
    expect((await client.complete(add, 1, 11)).length).toBeGreaterThan(0)
    expect(client.progress.some(({ token, value }) => token === 'busy' && value.kind === 'end')).toBe(false)
    const { incomplete, findings } = await running
    expect(incomplete).toEqual([])
    for (const { range } of findings) expect(range.start.line).toBeGreaterThan(0)
    await client.close(other)
    await client.close(add)
  })

  const notReviewed: readonly (readonly [string, string, string])[] = [
    ['binary', 'a\0b', 'notText'],
    ['not valid UTF-8', 'const a = "\ufffd"\n', 'notText'],
    ['larger than 2 MB', 'const a = 1\n'.repeat(430_000), 'tooLong'],
    ['generated', '// Code generated by protoc. DO NOT EDIT.\nconst a = 1\n', 'generated'],
  ]
  for (const [name, text, reason] of notReviewed) {
    it(`says why a file that is ${name} is not reviewed, and publishes an empty list`, async () => {
      const other = await client.open('skipped.js', text, 'javascript')
      const { findings, incomplete } = await client.review(other)
      expect(findings).toEqual([])
      expect(incomplete).toMatchObject([{ reason, detail: expect.any(String) }])
      expect(client.diagnosticsOf(other)).toEqual([])
      await client.close(other)
    })
  }

  it('survives an empty file and a line of 200,000 characters', async () => {
    for (const text of ['', `const a = [${'alphabetical, '.repeat(14_285)}]`]) {
      const other = await client.open('odd.js', text, 'javascript')
      expect((await client.review(other)).findings).toEqual([])
      await client.close(other)
    }
  })

  it('survives that its file is deleted and closed meanwhile', async () => {
    client.write('deleted.js', manyFunctions('deleted', 6))
    const other = await client.open('deleted.js', manyFunctions('deleted', 6), 'javascript')
    const running = client.review(other, { workDoneToken: 'deleted' })
    await client.until('under way', () =>
      client.progress.some(({ token, value }) => token === 'deleted' && value.kind === 'report'),
    )
    rmSync(join(client.folder, 'deleted.js'))
    await client.close(other)
    expect((await running).incomplete.some(({ reason }) => reason === 'cancelled')).toBe(true)
    await client.until('an empty list', () => client.diagnosticsOf(other)?.length === 0)
  })

  it('has ranges in UTF-16 in a text with CRLF, Chinese names and emoji', async () => {
    const text = `const smile = '😀😀'; ${faulty.replaceAll('width', '宽度').replaceAll('\n', '\r\n')}`
    const other = await client.open('unicode.ts', text)
    const { findings } = await client.review(other)
    const document = TextDocument.create('', '', 0, text)
    for (const { range, quote } of findings) expect(document.getText(range)).toBe(quote)
    await client.close(other)
  })

  it('is not stopped by a hostile .latent folder, and writes nothing without the user', async () => {
    mkdirSync(join(client.folder, '.latent'))
    const hostile = join(client.folder, '.latent', 'dismissed.json')
    writeFileSync(hostile, '{"schemaVersion":1,"dismissed":[{"fingerprint":{"rule":{"$ref":"x"}}}]}')
    writeFileSync(join(client.folder, '.latent', 'settings.json'), '{"latent.model":"/tmp/evil.gguf","model":"/tmp/evil.gguf"}')
    const before = readFileSync(hostile, 'utf8')
    const model = client.statuses.at(-1)?.model
    expect(model).not.toContain('evil')
    expect((await client.review(uri)).findings.length).toBeGreaterThan(0)
    expect(readFileSync(hostile, 'utf8')).toBe(before)
    expect(client.statuses.at(-1)?.model).toBe(model)
    writeFileSync(hostile, 'x'.repeat(5_000_000))
    expect((await client.review(uri)).findings.length).toBeGreaterThan(0)
    rmSync(join(client.folder, '.latent'), { recursive: true })
  })

  it('answers what cannot be asked in one line', async () => {
    const ask = (params: object) => client.connection.sendRequest('latent/review', params)
    await expect(ask({})).rejects.toMatchObject({ code: -32803, data: { code: 'badArgument' } })
    await expect(ask({ textDocument: { uri: 'file:///nowhere.js' }, scope: 'file' })).rejects.toMatchObject({
      data: { code: 'notReviewable' },
      message: expect.not.stringContaining('\n'),
    })
    await expect(ask({ textDocument: { uri }, scope: 'selection' })).rejects.toMatchObject({ data: { code: 'badArgument' } })
  })
})

/** Different functions, so that none of them comes from the cache of another test. */
function manyFunctions(name: string, count: number): string {
  const one = (n: number) => `function ${name}${n}(values) {
  let total = ${n}
  for (let i = 0; i < values.length; i++) {
    total += values[i] * ${n + 2}
  }
  return total
}
`
  return Array.from({ length: count }, (_, n) => one(n)).join('\n')
}
