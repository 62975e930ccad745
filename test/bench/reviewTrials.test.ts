import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CorpusFile } from '../../bench/completion/corpus.ts'
import { injectedPairs } from '../../bench/review/injected.ts'
import { mendedTrial, preferenceOf, readOneLineBugs } from '../../bench/review/oneLineBugs.ts'
import { AskedQuestions } from '../../bench/review/questions.ts'
import type { Results } from '../../bench/review/records.ts'
import { isMeasured, resumed } from '../../bench/review/resume.ts'
import { type Job, mixed, workThrough } from '../../bench/review/schedule.ts'
import { securityTrials } from '../../bench/review/securityTrials.ts'
import { codeLines } from '../../bench/review/trial.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { ScriptedEngine } from '../features/review/scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})
const folder = mkdtempSync(join(tmpdir(), 'latent-review-bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(index: number): CorpusFile {
  const body = Array.from({ length: 8 }, (_, line) => `  if (list[${line}] < limit && flag) total = total + list[${line}]`).join(
    '\n',
  )
  const text = `// A file.\nexport function f${index}(list, limit, flag) {\n  let total = 0\n${body}\n  return total\n}\n`
  const place = { packageName: `p${index % 3}`, root: '/nowhere', path: `src/${index}.js` }
  return { ...place, language: 'javascript', languageId: 'javascript', text }
}
const files = Array.from({ length: 30 }, (_, index) => fileOf(index))

describe('faults in functions of packages', () => {
  it('change one place of the function, and mending it gives the file', async () => {
    for (const { correct, faulty } of await injectedPairs(files, 'heldOut', 20, 1, parser)) {
      expect(faulty.fault?.correctText).toBe(correct.source.text)
      const [before, after] = [correct, faulty].map(({ source }) => source.text.split('\n'))
      const changed = before?.flatMap((line, index) => (line === after?.[index] ? [] : [index]))
      expect(changed).toEqual([faulty.fault?.lines.startLine])
      expect(faulty.lines).toEqual(correct.lines)
    }
  })

  it('are the same for a seed, as far as the fewer of two runs goes', async () => {
    const ids = async (count: number, seed: number) =>
      (await injectedPairs(files, 'heldOut', count, seed, parser)).map(({ correct }) => correct.id)
    expect((await ids(20, 1)).slice(0, 10)).toEqual(await ids(10, 1))
    expect(await ids(10, 2)).not.toEqual(await ids(10, 1))
  })

  it('are of all kinds alike, as far as the code admits', async () => {
    const pairs = await injectedPairs(files, 'tuning', 24, 1, parser)
    const kinds = pairs.map(({ faulty }) => faulty.fault?.kind)
    const counts = [...new Set(kinds)].map((kind) => kinds.filter((each) => each === kind).length)
    expect(counts.length).toBeGreaterThanOrEqual(5)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it('say so when the packages do not suffice', async () => {
    await expect(injectedPairs(files, 'heldOut', 31, 1, parser)).rejects.toThrow(/only 30 functions/)
  })

  it('count lines that hold code', async () => {
    const [pair] = await injectedPairs(files, 'heldOut', 1, 1, parser)
    expect(pair && codeLines(pair.correct)).toBe(11)
  })
})

describe('security pairs', () => {
  it('are right where the marked line is touched', () => {
    const pair = { name: 'p', weakness: 'w', languageId: 'python', half: 'heldOut', marked: 'b(x)' } as const
    const [trials] = securityTrials([{ ...pair, vulnerable: 'def f(x):\n    b(x)\n', safe: 'def f(x):\n    c(x)\n' }], 'heldOut')
    expect(trials?.faulty.fault?.lines).toEqual({ startLine: 1, endLine: 2 })
    expect(trials?.correct.fault).toBeUndefined()
  })
})

describe('real bugs of one line', () => {
  const bug = {
    ...{ id: 'a/1', path: 'a.js', line: 1, wrong: '  return a <= b', right: '  return a < b' },
    ...{ bug: 'function f(a, b) {\n  return a <= b\n}', fix: 'function f(a, b) {\n  return a < b\n}' },
  }
  const path = join(folder, 'bugs.jsonl')
  writeFileSync(path, `${JSON.stringify(bug)}\n${JSON.stringify({ ...bug, id: 'a/2' })}\n`)

  it('are dealt to the halves, and left out where there is no file', () => {
    expect(readOneLineBugs(path, 'tuning')?.map(({ id }) => id)).toEqual(['a/1'])
    expect(readOneLineBugs(path, 'heldOut')?.map(({ id }) => id)).toEqual(['a/2'])
    expect(readOneLineBugs(join(folder, 'none'), 'tuning')).toBeUndefined()
  })

  it('name the line that is no bug', () => {
    const broken = join(folder, 'broken.jsonl')
    writeFileSync(broken, `${JSON.stringify(bug)}\n{"id":"a"}\n`)
    expect(() => readOneLineBugs(broken, 'tuning')).toThrow(/broken\.jsonl:2/)
  })

  it('tell by how much the fix is likelier', async () => {
    const { engine } = new AskedQuestions(new ScriptedEngine({ opinions: { '<=': -5 } }))
    expect((await preferenceOf(bug, engine, parser))?.odds).toBeCloseTo(5)
    const method = { ...bug, bug: 'f(a, b) {\n  return a <= b\n}', fix: 'f(a, b) {\n  return a < b\n}' }
    expect((await preferenceOf(method, engine, parser))?.odds).toBeCloseTo(5)
    expect(mendedTrial(method, 'tuning').source.text).toMatch(/^const part = \{\nf\(a, b\)/)
  })
})

describe('a run', () => {
  const job = (part: string, run: () => Promise<void> = async () => undefined): Job => ({ part, name: part, run })

  it('has seen the same share of each part whenever it ends', () => {
    const order = mixed([Array.from({ length: 4 }, () => job('a')), Array.from({ length: 2 }, () => job('b'))])
    expect(order.map(({ part }) => part).join('')).toBe('abaaba')
  })

  it('ends with the time, and says what is left out', async () => {
    let now = 0
    let done = 0
    const takesTwentySeconds = async () => {
      now += 20_000
      done += 1
    }
    const said: string[] = []
    const jobs = Array.from({ length: 10 }, () => job('a', takesTwentySeconds))
    await workThrough(
      jobs,
      1,
      () => now,
      (line) => said.push(line),
    )
    expect(done).toBe(3)
    expect(said.at(-1)).toMatch(/7 of 10 are left out/)
  })

  it('goes on with what was measured, unless that was something else', () => {
    const path = join(folder, 'results.json')
    const start: Results = {
      ...({ started: '', model: 'm', device: 'd', half: 'heldOut', seed: 1, precision: 0.8 } as const),
      ...{ trials: [], prefixes: [], preferences: [] },
    }
    expect(resumed(path, start)).toBe(start)
    writeFileSync(path, JSON.stringify({ ...start, started: 'before' }))
    expect(resumed(path, start).started).toBe('before')
    expect(() => resumed(path, { ...start, seed: 2 })).toThrow(/another seed/)
  })

  it('asks each system once about each text', async () => {
    const [pair] = await injectedPairs(files, 'heldOut', 1, 1, parser)
    if (pair === undefined) throw new Error('no pair')
    const record = {
      ...({ id: pair.faulty.id, part: 'injected', half: 'heldOut', system: 'latent', languageId: 'javascript' } as const),
      ...{ fault: pair.faulty.fault?.kind ?? '', lines: 12, codeLines: 11, alarms: [], ms: 1, evaluatedTokens: 1 },
    }
    const results = { trials: [record] } as unknown as Results
    expect(isMeasured(results, pair.faulty, 'latent')).toBe(true)
    expect(isMeasured(results, pair.correct, 'latent')).toBe(false)
    expect(isMeasured(results, pair.faulty, 'naive')).toBe(false)
  })
})
