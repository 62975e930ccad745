import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { SourceText } from '../../../server/context/source.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { WatchedFiles } from '../../../server/lsp/watchedFiles.ts'
import { findingAt } from './finding.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-watched-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const code = 'function f(a: number) {\n  return a > 1\n}\n'
const at = { start: code.indexOf('>'), end: code.indexOf('>') + 1 }

/** Lines of the findings of a file after it was written anew, from 0. */
async function linesAfter(written: string, isOpen: boolean): Promise<readonly number[]> {
  const path = join(folder, 'a.ts')
  const uri = pathToFileURL(path).href
  const findings = new Findings()
  const session = findings.begin(uri, new SourceText('a.ts', 'typescript', code), undefined)
  session.add(findingAt(code, at, { id: 'one' }))
  session.end([])
  const document = TextDocument.create(uri, 'typescript', 1, code)
  const watched = new WatchedFiles({
    tools: { changed: async () => {} },
    related: { gone: () => {} },
    definitions: { changed: () => {} },
    completer: { forgetFiles: () => {} },
    findings,
    documents: { get: () => (isOpen ? document : undefined) },
  })
  writeFileSync(path, written)
  await watched.changed([uri])
  return findings.of(uri).map(({ finding }) => finding.range.start.line)
}

it('findings of a closed file move with what is written to it', async () => {
  expect(await linesAfter(`// more\n\n${code}`, false)).toEqual([3])
})

it('findings of an open file wait for the edits of the editor', async () => {
  expect(await linesAfter(`// more\n\n${code}`, true)).toEqual([1])
})
