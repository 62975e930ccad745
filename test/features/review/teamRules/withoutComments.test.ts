import { beforeAll, expect, it } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { tokensOf } from '../../../../server/features/review/teamRules/codeTokens.ts'
import { withoutComments } from '../../../../server/features/review/teamRules/withoutComments.ts'
import { passageOf } from '../text.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const cases: readonly (readonly [says: string, code: string, bare: string])[] = [
  ['nothing', 'function f() {\n\n  return 1\n}', 'function f() {\n\n  return 1\n}'],
  ['a line of its own', 'function f() {\n  // a\n  return 1\n}', 'function f() {\n  return 1\n}'],
  ['the end of a line', 'function f() {\n  return 1 // a\n}', 'function f() {\n  return 1\n}'],
  ['the middle of a line', 'function f(/* a */ b) {\n  return b\n}', 'function f( b) {\n  return b\n}'],
  ['several lines', 'function f() {\n  /* a\n   * b\n   */\n  return 1\n}', 'function f() {\n  return 1\n}'],
  ['two in a line', 'function f() {\n  /* a */ /* b */\n  return 1\n}', 'function f() {\n  return 1\n}'],
  ['lines that end with CRLF', 'function f() {\r\n  // a\r\n  return 1 // b\r\n}', 'function f() {\r\n  return 1\r\n}'],
  ['no string', "function f() {\n  return '// a'\n}", "function f() {\n  return '// a'\n}"],
  ['no empty line', 'function f() {\n\n  // a\n\n  return 1\n}', 'function f() {\n\n\n  return 1\n}'],
]

it.each(cases)('takes out %s', async (_, code, bare) => {
  const passage = await passageOf(parser, 'javascript', `// before\n${code}\n// after\n`)
  const tree = await parser.parse(passage.source)
  const { comments } = tokensOf(passage.source, tree)
  expect(withoutComments(passage, comments).trimEnd()).toBe(bare)
  tree?.dispose()
})
