import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { ReviewActivity } from '../../../server/lsp/reviewActivity.ts'
import { reviewFolder } from '../../../server/lsp/reviewFolder.ts'
import { reviewedFunctions, reviewLenses } from '../../../server/lsp/reviewLenses.ts'
import { ReviewOverview } from '../../../server/lsp/reviewOverview.ts'
import { reviewReport } from '../../../server/lsp/reviewReport.ts'
import { Trust } from '../../../server/lsp/trust.ts'
import { WorkspaceFolders } from '../../../server/lsp/workspaceFolders.ts'
import type { Incomplete } from '../../../server/protocol/finding.ts'
import type { ReviewResult, ReviewStats } from '../../../server/protocol/requests.ts'
import type { FindingsChangedParams } from '../../../server/protocol/reviewOverview.ts'
import { findingAt } from './finding.ts'

const parser = SyntaxParser.create()
const uri = 'file:///w/a.ts'
const code = 'function f(a: number) {\n  return a > 1\n}\nfunction g() {\n  return 2\n}\n'
const stats: ReviewStats = {
  ...{ promptTokens: 0, cachedTokens: 0, generatedTokens: 0, ms: 5 },
  ...{ functions: 2, functionsFromCache: 0, candidatesScored: 3 },
}
const at = { start: code.indexOf('>'), end: code.indexOf('>') + 1 }

/** A review of the text with one finding in `f`; what stands in `left` it did not look at. */
function reviewed(text = code, left: readonly Incomplete[] = []) {
  const findings = new Findings()
  const activity = new ReviewActivity(() => parser)
  const source = new SourceText('a.ts', 'typescript', text)
  const running = activity.begin(uri, source)
  const session = findings.begin(uri, source, undefined)
  running.take({ kind: 'progress', done: 0, total: 2, symbol: 'f' })
  session.add(findingAt(text, at, { id: 'one', symbol: 'f', fix: '>=' }))
  session.hold({ ...findingAt(text, at, { id: 'two', symbol: 'f' }), reason: 'Too unsure.' })
  const end = () => {
    running.take({ kind: 'progress', done: 1, total: 2, symbol: 'g' })
    for (const part of left) running.take({ kind: 'incomplete', part })
    running.take({ kind: 'end', stats })
    running.end()
    session.end(left)
  }
  return { findings, activity, source, running, end }
}

describe('the overview of all files', () => {
  afterEach(() => void vi.useRealTimers())

  it('tells what runs and what was found, several changes at once', async () => {
    vi.useFakeTimers()
    const { findings, activity, running, end } = reviewed()
    const overview = new ReviewOverview({ findings, activity, nameOf: () => 'a.ts' })
    const told: FindingsChangedParams[] = []
    overview.onChange((changed) => told.push(changed))
    running.take({ kind: 'progress', done: 0, total: 2, symbol: 'f' })
    running.take({ kind: 'progress', done: 1, total: 2, symbol: 'g' })
    vi.runAllTimers()
    expect(told).toHaveLength(1)
    expect(told[0]?.file).toMatchObject({
      path: 'a.ts',
      running: { symbol: 'g', done: 1, total: 2 },
      findings: [{ id: 'one' }],
      heldBack: [{ id: 'two' }],
    })
    end()
    vi.runAllTimers()
    expect(told.at(-1)?.file?.running).toBeUndefined()
    expect(overview.all().files.map(({ path }) => path)).toEqual(['a.ts'])
  })

  it('says nothing of an edit that moves no finding', () => {
    vi.useFakeTimers()
    const { findings, activity, end } = reviewed()
    const overview = new ReviewOverview({ findings, activity, nameOf: () => 'a.ts' })
    const told: FindingsChangedParams[] = []
    overview.onChange((changed) => told.push(changed))
    end()
    vi.runAllTimers()
    const insert = (at: number, text: string, before: string) => {
      const after = before.slice(0, at) + text + before.slice(at)
      findings.edited(uri, { start: at, end: at, text }, after)
      overview.edited(uri)
      vi.runAllTimers()
      return after
    }
    const longer = insert(code.length, '// end\n', code)
    expect(told).toHaveLength(1)
    insert(0, '\n', longer)
    expect(told.map(({ file }) => file?.findings[0]?.range.start.line)).toEqual([1, 2])
  })

  it('forgets a file that is gone', () => {
    vi.useFakeTimers()
    const { findings, activity, end } = reviewed()
    const overview = new ReviewOverview({ findings, activity, nameOf: () => 'a.ts' })
    const told: FindingsChangedParams[] = []
    overview.onChange((changed) => told.push(changed))
    end()
    vi.runAllTimers()
    findings.forget([uri])
    vi.runAllTimers()
    expect(told.at(-1)).toEqual({ uri })
    expect(activity.stats(uri)).toBeUndefined()
  })
})

describe('lines above functions', () => {
  const titles = async ({ findings, activity }: ReturnType<typeof reviewed>, text: string, language: 'en' | 'zh' = 'en') => {
    const source = new SourceText('a.ts', 'typescript', text)
    const functions = await reviewedFunctions(uri, source, findings, activity)
    return reviewLenses(uri, functions, language, 'show').map(({ range, command }) => `${range.start.line}: ${command?.title}`)
  }

  it('tell what was found in each function that was reviewed', async () => {
    const review = reviewed()
    review.end()
    await vi.waitFor(async () =>
      expect(await titles(review, code)).toEqual(['0: Latent: 1 finding, 1 held back', '3: Latent: reviewed, nothing found']),
    )
    expect(await titles(review, code, 'zh')).toEqual(['0: Latent: 1 个问题，1 个暂缓', '3: Latent: 已审查，未发现问题'])
  })

  it('leave out functions that changed since, were not reached, or whose review failed', async () => {
    const review = reviewed(code, [{ symbol: 'g', reason: 'cancelled' }])
    review.end()
    await vi.waitFor(async () => expect(await titles(review, code)).toHaveLength(1))
    expect(await titles(review, code.replace('a > 1', 'a > 2'))).toEqual([])
    const failed = reviewed()
    failed.running.fail()
    expect(await titles(failed, code)).toEqual([])
  })

  it('move with their functions', async () => {
    const review = reviewed()
    review.end()
    const moved = `// more\n\n${code}`
    await vi.waitFor(async () => expect((await titles(review, moved)).map((title) => title[0])).toEqual(['2', '5']))
  })
})

describe('a report', () => {
  const report = (format: 'html' | 'md') => {
    const { findings, activity, end } = reviewed(code, [{ symbol: 'g', reason: 'cancelled' }])
    end()
    return reviewReport({ format }, { findings, activity, nameOf: () => 'src/a.ts' }, 'en')
  }

  it('holds what was found, held back and not reached', () => {
    const { text, files } = report('md')
    expect(files).toBe(1)
    expect(text).toContain('a\\.ts')
    expect(text).toContain('is not what was meant')
    expect(text).toContain('Too unsure.')
    expect(text).toContain('stopped early')
    expect(report('html').text).toMatch(/^<!doctype html>/)
  })

  it('in another format is refused in one line', () => {
    const sources = { findings: new Findings(), activity: reviewed().activity, nameOf: () => '' }
    expect(() => reviewReport({ format: 'constructor' as 'md' }, sources, 'en')).toThrow('The format of a report is html or md.')
  })
})

describe('a review of a folder', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latent-folder-')))
  const root = pathToFileURL(folder).href
  const folders = new WorkspaceFolders({ workspaceFolders: [{ uri: root, name: 'w' }], rootUri: null })
  const write = (paths: readonly string[]) => {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), path === '.gitignore' ? 'ignored/\n' : 'export {}\n')
    }
  }
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const result = (incomplete: readonly Incomplete[] = []): ReviewResult => ({ findings: [], heldBack: [], incomplete, stats })
  const run = async (answer: (name: string) => Promise<ReviewResult> | ReviewResult, trusted = true) => {
    const asked: string[] = []
    const shown: string[] = []
    const reviews = {
      reviewFile: async (file: string) => {
        asked.push(folders.nameOf(file))
        return await answer(folders.nameOf(file))
      },
    }
    const progress = {
      report: (percent: number, message: string) => void shown.push(`${Math.round(percent)} ${message}`),
      end() {},
    }
    const deps = { reviews, folders, trust: new Trust(trusted) }
    const sum = await reviewFolder(root, deps, () => progress, new AbortController().signal)
    return { asked, shown, sum }
  }

  it('looks at code in order, not at what is ignored, vendored, secret or data', async () => {
    write(['b.ts', 'a/x.py', 'node_modules/m/i.js', 'vendor/v.go', 'ignored/i.ts', '.gitignore', 'data.json', '.env', 'notes.md'])
    const { asked, shown, sum } = await run(() => result())
    expect(asked).toEqual(['a/x.py', 'b.ts'])
    expect(shown).toEqual(['0 a/x.py (1/2)', '50 b.ts (2/2)'])
    expect(sum).toEqual({ files: 2, findings: 0, heldBack: 0, skipped: 0, left: 0 })
  })

  it('counts generated files apart', async () => {
    write(['a.ts', 'b.ts'])
    const generated: Incomplete = { symbol: 'the file', reason: 'generated' }
    expect((await run((name) => result(name === 'a.ts' ? [generated] : []))).sum).toMatchObject({ files: 1, skipped: 1 })
  })

  it('ends with the file whose review was cancelled, and tells how many were not reached', async () => {
    write(['a.ts', 'b.ts', 'c.ts'])
    const { asked, sum } = await run((name) => result(name === 'b.ts' ? [{ symbol: 'f', reason: 'cancelled' }] : []))
    expect(asked).toEqual(['a.ts', 'b.ts'])
    expect(sum).toMatchObject({ files: 2, left: 1 })
  })

  it('is refused in a workspace that is not trusted, and where there is no folder', async () => {
    await expect(run(() => result(), false)).rejects.toMatchObject({ code: 'untrusted' })
    await expect(run(() => result())).rejects.toMatchObject({ code: 'fileMissing' })
  })
})
