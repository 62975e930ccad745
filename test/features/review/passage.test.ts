import { beforeAll, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { passageOf } from './text.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const text = "import a from 'a'\n\nfunction f(x) {\n  a(x)\n  return x\n}\n\nconst after = 1\n"

it('lays a line between what stands before and after it', async () => {
  const passage = await passageOf(parser, 'javascript', text)
  expect(passage.linePrompt(1)).toEqual({
    kind: 'fim',
    prefix: "import a from 'a'\n\nfunction f(x) {\n",
    suffix: '  return x\n}\n\nconst after = 1\n',
    typed: '',
  })
})

it('reads the unit and the rest of it after the same beginning', async () => {
  const passage = await passageOf(parser, 'javascript', text)
  expect(passage.restPrompt(1)).toEqual({ ...passage.unitPrompt(), typed: 'function f(x) {\n' })
  expect(passage.unitPrompt()).toEqual({ kind: 'fim', prefix: "import a from 'a'\n\n", suffix: '\nconst after = 1\n', typed: '' })
})

it('shows the head of a long file and what stands just before a unit, and leaves out the rest', async () => {
  const filler = Array.from({ length: 60 }, (_, index) => `const c${index} = ${index}\n`)
  const passage = await passageOf(parser, 'javascript', `${filler.join('')}function f(x) {\n  return x\n}\n`, 1)
  expect(passage.before).toContain('const c0 =')
  expect(passage.before).toContain('const c59 =')
  expect(passage.before).not.toContain('const c30 =')
})

it('keeps line ends as they are', async () => {
  const passage = await passageOf(parser, 'javascript', 'function f(x) {\r\n  return x\r\n}\r\n')
  expect(passage.lines).toEqual(['function f(x) {\r\n', '  return x\r\n', '}\r\n'])
  expect(passage.text.slice(passage.lineStart(1))).toBe('  return x\r\n}\r\n')
})

it('leaves out lines that are longer than anyone writes', async () => {
  const passage = await passageOf(parser, 'javascript', `const data = '${'x'.repeat(5000)}'\nfunction f(x) {\n  return x\n}\n`, 1)
  expect(passage.before).toBe('')
})
