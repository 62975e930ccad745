import { beforeAll, describe, expect, test } from 'vitest'
import { type EditCase, editCases, solved } from '../../bench/edit/cases.ts'
import { runTest } from '../../bench/edit/runTest.ts'
import { taskFiles } from '../../bench/edit/tasks/tasks.ts'
import { SyntaxParser } from '../../server/context/parser.ts'

let cases: readonly EditCase[] = []
beforeAll(async () => {
  cases = await editCases([...taskFiles.tuning, ...taskFiles.heldOut], await SyntaxParser.create())
})

describe('tasks of the bench of edits', () => {
  test('there are 40 to measure with and 12 others to tune with', () => {
    const count = (half: keyof typeof taskFiles) => taskFiles[half].reduce((sum, { tasks }) => sum + tasks.length, 0)
    expect([count('heldOut'), count('tuning')]).toEqual([40, 12])
    expect(new Set(cases.map(({ task }) => task.id)).size).toBe(52)
  })

  test('each test fails for the code as it is, and passes for the solution', () => {
    const wrong = cases.flatMap((each) => {
      const { task, source } = each
      const asItIs = runTest(source.path, source.text, task.test)
      const after = runTest(source.path, solved(each), task.test)
      return asItIs.kind === 'failed' && after.kind === 'passed' ? [] : [{ id: task.id, asItIs, after }]
    })
    expect(wrong).toEqual([])
  }, 120_000)
})

describe('a test of a task', () => {
  test('is stopped when the code never ends', () => {
    const verdict = runTest('a.py', 'def f():\n    while True:\n        pass\n', 'f()', 1000)
    expect(verdict.kind).toBe('failed')
  })

  test('fails for code that does not parse', () => {
    expect(runTest('a.ts', 'export function f( {', 'subject.f()').kind).toBe('failed')
  })
})
