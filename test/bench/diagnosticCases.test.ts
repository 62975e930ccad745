import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CorpusFile } from '../../bench/completion/corpus.ts'
import { type DiagnosticCase, diagnosticCases } from '../../bench/edit/diagnosticCases.ts'
import { compilerBy } from '../../server/context/compiler.ts'
import { LocalCompiler } from '../../server/context/localCompiler.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'

// Each fault that is tried is compiled.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const names = (list: string) => `export function names(list: readonly string[], separator: string): string {
  const ${list}: string[] = []
  for (const each of list) {
    if (each.length === 0) {
      continue
    }
    ${list}.push(each.trim())
  }
  return ${list}.join(separator)
}
`
const types = new TypeChecker()
const local = new LocalCompiler(types)
const compiler = compilerBy(async (source, question) => local.answer(source, question), types)
let root = ''
let cases: readonly DiagnosticCase[] = []

const file = (path: string, text: string): CorpusFile => {
  return { packageName: 'p', root, path, language: 'typescript', languageId: 'typescript', text }
}

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'latent-cases-')))
  const files = [
    ...['found', 'kept', 'taken'].map((name) => file(`${name}.ts`, names(name))),
    file('broken.ts', 'let a: string = 1\n'),
  ]
  cases = await diagnosticCases(files, 'heldOut', 9, 1, { parser: await SyntaxParser.create(), compiler })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('errors made by mutation', () => {
  it('are one a file at most, and none in a file that does not compile as it is', () => {
    const paths = cases.map(({ source }) => source.path)
    expect(cases.length).toBeGreaterThanOrEqual(2)
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths.filter((path) => path.endsWith('broken.ts'))).toEqual([])
  })

  it('are reported by the compiler, and gone with the original text', async () => {
    for (const { source, correctText, error } of cases) {
      expect(error.code).toBeGreaterThanOrEqual(2000)
      expect((await compiler.errors(source))?.[0]).toEqual(error)
      expect(await compiler.errors(new SourceText(source.path, 'typescript', correctText))).toEqual([])
    }
  })
})
