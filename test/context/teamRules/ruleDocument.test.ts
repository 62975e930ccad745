import { describe, expect, it } from 'vitest'
import { readRuleDocument } from '../../../server/context/teamRules/ruleDocument.ts'

const sentences = (text: string) => readRuleDocument(text).rules.map(({ sentence }) => sentence)

describe('what is a rule', () => {
  const cases: readonly { readonly says: string; readonly text: string; readonly rules: readonly string[] }[] = [
    { says: 'each list item', text: '- Never use `eval`.\n- Name things.\n', rules: ['Never use `eval`.', 'Name things.'] },
    { says: 'numbered items', text: '1. First one.\n2. Second one.\n', rules: ['First one.', 'Second one.'] },
    {
      says: 'a section of text, after its heading',
      text: '# Rules\n\nHow we work.\n\n## No console\n\nDo not call `console.log`,\nit is lost.\n',
      rules: ['No console. Do not call `console.log`, it is lost.'],
    },
    {
      says: 'not the text that introduces a list',
      text: 'Read this first.\n\n## Errors\n\nThese count.\n\n- Never swallow one.\n',
      rules: ['Never swallow one.'],
    },
    {
      says: 'a section in Chinese, and one whose heading is the rule',
      text: '## 日志\n\n不要调用 `console.log`。\n\n## Never use `eval`!\n\nIt runs anything.\n',
      rules: ['日志。不要调用 `console.log`。', 'Never use `eval`! It runs anything.'],
    },
    { says: 'a file of nothing but a paragraph', text: 'Never use `eval`.\n', rules: ['Never use `eval`.'] },
    {
      says: 'inner items, with what the outer one says before its colon',
      text: '- Never use:\n  - `eval`\n  - `with`\n- Keep it short\n  - at most 40 lines\n',
      rules: ['Never use: `eval`', 'Never use: `with`', 'Keep it short', 'at most 40 lines'],
    },
    {
      says: 'no code, quote, table or comment',
      text: '```\n- not this\n```\n\n> - nor this\n\n| a |\n|---|\n| b |\n\n<!-- - nor that -->\n\n- This one.\n',
      rules: ['This one.'],
    },
    {
      says: 'without emphasis, links and boxes',
      text: '- [ ] **Never** use [this](http://x) way.\n',
      rules: ['Never use this way.'],
    },
    { says: 'without control characters', text: '- Never\u001b[31m use `e\u202eval`.\n', rules: ['Never[31m use `eval`.'] },
    { says: 'in Chinese', text: '## 规则\n\n- 不要使用 `var`。\n', rules: ['不要使用 `var`。'] },
    { says: 'nothing in an empty text', text: '', rules: [] },
  ]
  it.each(cases)('$says', ({ text, rules }) => expect(sentences(text)).toEqual(rules))
})

describe('where a rule applies and how much it matters', () => {
  const scoped = (text: string) =>
    readRuleDocument(text).rules.map(({ sentence, appliesTo, severity }) => [sentence, severity, ...appliesTo])

  it('is told by the front matter for the whole file', () => {
    const text = '---\ndescription: ours\napplies to: src/**/*.ts, !**/*.test.ts\nseverity: error\n---\n\n- One.\n- Two.\n'
    expect(scoped(text)).toEqual([
      ['One.', 'error', 'src/**/*.ts', '!**/*.test.ts'],
      ['Two.', 'error', 'src/**/*.ts', '!**/*.test.ts'],
    ])
  })

  it('may be a list in the front matter, quoted or not', () => {
    expect(scoped('---\napplyTo:\n  - "**/*.{ts,tsx}"\n  - !dist/\n---\n- One.\n')).toEqual([
      ['One.', 'warning', '**/*.{ts,tsx}', '!dist/'],
    ])
  })

  it('is told by a line of a section for all in it, and by one of an item for that alone', () => {
    const text =
      '# All\n\nseverity: info\n\n## Tests\n\napplies to: `**/*.test.ts`\n\n- One.\n- Two.\n  severity: error\n- Three. (severity: warning)\n\n## Rest\n\n- Four.\n'
    expect(scoped(text)).toEqual([
      ['One.', 'info', '**/*.test.ts'],
      ['Two.', 'error', '**/*.test.ts'],
      ['Three.', 'warning', '**/*.test.ts'],
      ['Four.', 'info'],
    ])
  })

  it('is read in Chinese', () => {
    expect(scoped('适用于：src/**/*.ts，lib/**\n\n- 不要使用 `var`。（严重性：错误）\n')).toEqual([
      ['不要使用 `var`。', 'error', 'src/**/*.ts', 'lib/**'],
    ])
  })

  it('is a warning where the severity is none that there is, which is told with its line', () => {
    expect(readRuleDocument('- One.\n  severity: fatal\n')).toMatchObject({
      rules: [{ sentence: 'One.', severity: 'warning' }],
      leftOut: [{ line: 1, reason: expect.stringContaining('"fatal" is no severity') }],
    })
  })
})

it('tells the line of a rule, also below front matter', () => {
  const { rules } = readRuleDocument('---\nseverity: info\n---\n\n# A\n\n- One.\n\n## B\n\nTwo.\n')
  expect(rules.map(({ line, name }) => [line, name])).toEqual([
    [6, 'One.'],
    [8, 'B'],
  ])
})
