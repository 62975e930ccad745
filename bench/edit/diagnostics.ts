import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { compilerBy } from '../../server/context/compiler.ts'
import { LocalCompiler } from '../../server/context/localCompiler.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { TypeChecker } from '../../server/context/typeCheck.ts'
import { resultOf } from '../../server/features/edit/diagnose/candidates.ts'
import { scoreOf } from '../../server/features/edit/diagnose/choice.ts'
import { type Diagnosis, diagnose } from '../../server/features/edit/diagnose/diagnose.ts'
import type { DiagnoseDeps, Mended } from '../../server/features/edit/diagnose/problem.ts'
import { copyCorpus, fetchCorpus } from '../completion/corpus.ts'
import { engineWith } from '../model.ts'
import { median, share } from '../review/intervals.ts'
import { type DiagnosticCase, diagnosticCases } from './diagnosticCases.ts'
import type { EditBench } from './options.ts'

const cache = '.cache/bench-corpus'
const seed = 7

interface DiagnosticRecord {
  readonly id: string
  readonly kind: string
  readonly error: string
  readonly shown: Diagnosis['choice']['kind']
  /** Whether the first fix that is shown gives the original text back, white space aside; absent where none is shown. */
  readonly restores?: boolean
  /** Whether one of those that are shown does. */
  readonly anyRestores?: boolean
  readonly ms: number
  readonly mended: readonly (Mended & { readonly score: number; readonly isOriginal: boolean; readonly written: string })[]
}

/** Explain and fix: real TypeScript errors made by one fault in published code. */
export const diagnosticsBench: EditBench = async ({ half, count, model, enginePath, gpu }) => {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'latent-bench-')))
  const engine = await engineWith(model, enginePath, gpu)
  try {
    const files = copyCorpus(
      fetchCorpus(half, cache).filter(({ language }) => language === 'typescript'),
      cache,
      workspace,
    )
    const types = new TypeChecker()
    const local = new LocalCompiler(types)
    const compiler = compilerBy(async (source, question) => local.answer(source, question), types)
    const parser = await SyntaxParser.create()
    const deps: DiagnoseDeps = { engine, parser, compiler, typeChecker: types, now: () => performance.now() }
    const cases = await diagnosticCases(files, half, count, seed, { parser, compiler })
    const records: DiagnosticRecord[] = []
    for (const [index, each] of cases.entries()) {
      console.error(`case ${index + 1} of ${cases.length}: ${each.id}`)
      records.push(await measured(each, deps))
      mkdirSync('out/bench', { recursive: true })
      writeFileSync(`out/bench/edit-diagnostics-${half}.json`, `${JSON.stringify(records, undefined, 1)}\n`)
    }
    report(records)
  } finally {
    await engine.dispose()
    rmSync(workspace, { recursive: true, force: true })
  }
}

async function measured({ id, kind, source, correctText, error }: DiagnosticCase, deps: DiagnoseDeps): Promise<DiagnosticRecord> {
  const started = performance.now()
  const problem = { ...error, source: 'ts' }
  const { choice, mended } = await diagnose({ source, problem }, deps, new AbortController().signal)
  const restores = (each: Mended) => withoutSpace(resultOf(source.text, each)) === withoutSpace(correctText)
  const shown = choice.kind === 'clear' ? [choice.best] : choice.kind === 'choice' ? choice.among : []
  const [first] = shown
  return {
    id,
    kind,
    error: `TS${error.code} line ${source.positionAt(error.startOffset).line + 1}: ${error.message}`,
    shown: choice.kind,
    ...(first && { restores: restores(first), anyRestores: shown.some(restores) }),
    ms: Math.round(performance.now() - started),
    mended: mended
      .map((each) => ({
        ...each,
        score: scoreOf(each),
        isOriginal: restores(each),
        written: source.text.slice(each.startOffset, each.endOffset),
      }))
      .toSorted((a, b) => b.score - a.score),
  }
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

function report(records: readonly DiagnosticRecord[]): void {
  const shown = records.filter(({ restores }) => restores !== undefined)
  const clear = shown.filter((each) => each.shown === 'clear')
  const rows = [
    ['verified fix offered', share(shown.length, records.length)],
    ['of these, the first restores the original', share(shown.filter(({ restores }) => restores).length, shown.length)],
    ['of these, one restores the original', share(shown.filter(({ anyRestores }) => anyRestores).length, shown.length)],
    ['one clear fix offered', share(clear.length, records.length)],
    ['of these, it restores the original', share(clear.filter(({ restores }) => restores).length, clear.length)],
    [
      'the original is among what passed',
      share(records.filter(({ mended }) => mended.some(({ isOriginal }) => isOriginal)).length, records.length),
    ],
  ] as const
  for (const [what, { part, whole, value, low, high }] of rows)
    console.log(`${what}: ${part} of ${whole}, ${percent(value)} [${percent(low)}, ${percent(high)}]`)
  console.log(`seconds, median: ${(median(records.map(({ ms }) => ms)) / 1000).toFixed(1)}`)
  for (const { id, error, mended } of shown.filter(({ restores }) => !restores)) {
    const [first] = mended.filter(({ silences }) => !silences)
    console.log(`- ${id}\n  ${error}\n  shown: ${first?.written} → ${first?.newText}`)
  }
}

function percent(value: number): string {
  return Number.isNaN(value) ? '-' : `${(100 * value).toFixed(0)} %`
}
