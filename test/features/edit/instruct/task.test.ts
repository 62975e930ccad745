import { describe, expect, test } from 'vitest'
import { editTask } from '../../../../server/features/edit/instruct/task.ts'
import { parsed } from '../../../context/parsing.ts'
import { readRange } from '../../../marks.ts'

async function taskOf(languageId: string, marked: string, instruction = 'Change it.') {
  const { text, start, end } = readRange(marked)
  return await parsed(languageId, text, (source, tree) => editTask(source, source.rangeBetween(start, end), instruction, tree))
}

describe('declarations that are shown with some lines', () => {
  const file = `import { x } from './x.ts'

/** One thing. */
interface Item {
  readonly price: number
}
interface Other {
  readonly name: string
}
const rate = 2
function twice(item: Item): number {
  return item.price * rate
}
`
  test('are those that the lines use, functions by their heads, without comments', async () => {
    const { declarations } = await taskOf('typescript', `${file}[|function f(item: Item): number {\n  return twice(item)\n}|]\n`)
    expect(declarations).toEqual(['interface Item {\n  readonly price: number\n}', 'function twice(item: Item): number ...'])
  })

  test('are those that the instruction names, too', async () => {
    const { declarations } = await taskOf('typescript', `${file}[|f()|]\n`, 'Use rate here.')
    expect(declarations).toEqual(['const rate = 2'])
  })

  test('are of the class around a method what is not in other methods, and its constructor', async () => {
    const text =
      'class Cart:\n    """A cart."""\n\n    def __init__(self):\n        self.lines = {}\n\n    def total(self):\n        return 0\n\n[|    def names(self):\n        return []|]\n'
    expect((await taskOf('python', text)).declarations).toEqual([
      'class Cart:\n    def __init__(self):\n        self.lines = {}\n    def total(self):\n        ...\n    def names(self):\n        ...',
    ])
  })

  test('are none of the lines themselves', async () => {
    expect((await taskOf('typescript', '[|interface A {\n  b: number\n}|]\n')).declarations).toEqual([])
  })
})

describe('the answer has to begin with', () => {
  test.each([
    [
      'the head of a function',
      'typescript',
      'a()\n[|export function f(a: number): number {\n  return a\n}|]\n',
      'export function f',
    ],
    ['the head of a method', 'typescript', 'class A {\n[|  async f(a) {\n    return a\n  }|]\n}\n', 'async f'],
    ['the head of a Python method', 'python', 'class A:\n[|    def f(self):\n        return 1|]\n', 'def f'],
  ])('%s', async (_, languageId, code, head) => {
    expect((await taskOf(languageId, code)).head).toBe(head)
  })

  test.each([
    ['a part of a function', 'function f() {\n  [|return 1|]\n}\n', 'Return 2.'],
    ['an instruction that may mean the head', '[|function f() {\n  return 1\n}|]\n', 'Rename it to g.'],
    ['a Chinese instruction that may mean the head', '[|function f() {\n  return 1\n}|]\n', '改成异步函数'],
    ['a decorated method', 'class A {\n[|  @log\n  f() {\n  }|]\n}\n', 'Return 2.'],
  ])('nothing certain for %s', async (_, code, instruction) => {
    expect((await taskOf('typescript', code, instruction)).head).toBeUndefined()
  })
})

test('an instruction is one line of bounded length', async () => {
  const { instruction } = await taskOf('typescript', '[|a()|]\n', ` Add\n  one. ${'x'.repeat(5000)}`)
  expect(instruction).toMatch(/^Add one\. x/)
  expect(instruction).toHaveLength(1000)
})
