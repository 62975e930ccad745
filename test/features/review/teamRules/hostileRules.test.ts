import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { teamRulesOf } from '../../../../server/context/teamRules/teamRules.ts'
import { checkOf, titleOf } from '../../../../server/features/review/teamRules/checkedRule.ts'
import { matchesOf } from '../../../../server/features/review/teamRules/codePattern.ts'
import { tokensOf } from '../../../../server/features/review/teamRules/codeTokens.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const words = [
  'never',
  'use',
  'do not',
  'call',
  'the',
  'a',
  'any',
  'or',
  'and',
  ',',
  ' ',
  '  ',
  '\n',
  '- ',
  '# ',
  '`',
  '``',
  '`eval`',
  '`a.b()`',
  '`*`',
  '`…`',
  'instead of',
  'not',
  ':',
  '：',
  '不要',
  '使用',
  '代替',
  '。',
  '---\n',
  'applies to: **/*',
  'severity: error',
  '(',
  ')',
  '[',
  ']',
  '<!--',
  '\u001b[31m',
  '\u202e',
  '⟦0⟧',
  '```',
  '|',
  '>',
  '1. ',
  '\t',
  '\\',
  '*',
  '_',
  '🙂',
  '\ud800',
]
const hostileFile = fc.array(fc.constantFrom(...words), { maxLength: 120 }).map((parts) => parts.join(''))

it('whatever a file says, it gives rules that can be printed, named and checked', async () => {
  const source = new SourceText(
    'a.ts',
    'typescript',
    'import a from "a"\nfunction f(x: any) {\n  return eval(a.b() || `x`) // eval\n}\n',
  )
  const tree = await parser.parse(source)
  const file = tokensOf(source, tree)
  const whole = { startOffset: 0, endOffset: source.text.length }
  fc.assert(
    fc.property(hostileFile, (text) => {
      for (const rule of teamRulesOf([{ path: 'REVIEW.md', kind: 'rules', text }]).rules) {
        expect(rule.sentence).not.toMatch(/[\p{Cc}\p{Cf}\n]/u)
        expect(rule.id).toMatch(/^rule\.review\.[a-z0-9-]+$/)
        expect(titleOf(rule).length).toBeLessThanOrEqual(80)
        const check = checkOf(rule)
        if (check.kind === 'model') continue
        for (const { startOffset, endOffset } of check.patterns.flatMap((pattern) => matchesOf(pattern, file, whole))) {
          expect(endOffset).toBeGreaterThan(startOffset)
        }
      }
    }),
    { numRuns: 500 },
  )
})

it('a sentence made to be read for ever is read at once', () => {
  const started = process.hrtime.bigint()
  for (const sentence of [
    `Never use ${'the a an any '.repeat(30)}`,
    `Never use ${'`a`, and the '.repeat(33)}!`,
    `use ${'not instead of '.repeat(28)}`,
    `使用${'不要'.repeat(190)}`,
  ]) {
    checkOf({ sentence })
  }
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000)
})
