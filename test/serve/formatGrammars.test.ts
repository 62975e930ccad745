import { describe, expect, it } from 'vitest'
import { grammarReader } from '../../server/engine/remote/gbnf.ts'
import { callGrammar, freeAnswerGrammar } from '../../server/serve/formatGrammars.ts'
import { textRules } from '../../server/serve/textRules.ts'

const form = {
  before: '<tool_call>\n{"name": "',
  between: '", "arguments": ',
  after: '}\n</tool_call>',
  separator: '\n',
}
const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const tools = [
  { name: 'strict', parameters: city, isHeld: true },
  { name: 'free', parameters: city, isHeld: false },
]
const call = (name: string, json: string) => `<tool_call>\n{"name": "${name}", "arguments": ${json}}\n</tool_call>`
const strict = call('strict', '{"city": "Rome"}')

/** `[right, wrong]` texts for a grammar. */
function checkWrites(name: string, grammar: string, right: readonly string[], wrong: readonly string[]): void {
  it(name, () => {
    const read = grammarReader(grammar)
    expect([...right, ...wrong].filter((text) => read(text) === text)).toEqual(right)
  })
}

describe('A free answer', () => {
  checkWrites(
    'is any text, with calls at its end, of which those that are strict have valid arguments',
    freeAnswerGrammar(tools, form, true),
    [
      'Rome.',
      'a <b> c',
      '<tool',
      '<<tool_call',
      strict,
      `I look.\n${strict}`,
      call('free', '{"town": 7}'),
      `${strict}\n${strict}`,
    ],
    ['<tool_call>', `${strict} Done.`, call('strict', '{"town": 7}'), call('other', '{}'), `a <${call('strict', '{}')}`],
  )
  checkWrites('has one call where no more are wanted', freeAnswerGrammar(tools, form, false), [strict], [`${strict}\n${strict}`])
})

checkWrites(
  'An answer of calls has no text, and all of them are valid',
  callGrammar(tools, form, true),
  [strict, call('free', '{"city": "Rome"}')],
  ['Rome.', `I look.\n${strict}`, call('free', '{"town": 7}')],
)

describe('A text up to a mark', () => {
  const upTo = (mark: string) => ['root ::= text-0', ...textRules(mark, '"!"')].join('\n')

  checkWrites(
    'knows it behind what only began like it',
    upTo('aab'),
    ['aab!', 'aaab!', 'aaaab!', 'caab!', 'aa', 'aac'],
    ['aab', 'aabc'],
  )
  checkWrites('knows it where its beginning comes up within it', upTo('abac'), ['ababac!', 'aba', 'abaabac!'], ['ababacx'])
  checkWrites(
    'takes all signs, also those that have a meaning in grammars',
    upTo('[^\\]'),
    ['[^\\]!', '[[^\\]!', '^"\n'],
    ['[^\\]'],
  )
})
