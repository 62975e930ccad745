import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToolForm } from '../../server/engine/tools.ts'
import { type AnswerPart, CallReader } from '../../server/serve/callReader.ts'
import { callsOf } from '../../server/serve/calls.ts'

const form: ToolForm = {
  before: '<tool_call>\n{"name": "',
  between: '", "arguments": ',
  after: '}\n</tool_call>',
  separator: '\n',
}
const llama: ToolForm = { before: '{"name": "', between: '", "parameters": ', after: '}' }

/** Tools of which any arguments are taken. */
const known = (...names: readonly string[]) => callsOf(names.map((name) => ({ name, isHeld: false })))

/** What is read of an answer that comes in these pieces; texts joined, calls as `name(arguments)`. */
function read(pieces: readonly string[], of = form): readonly string[] {
  const reader = new CallReader(of, known('weather', 'time'))
  const parts = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
  return parts.reduce<string[]>((shown, part) => {
    const last = shown.at(-1)
    if (part.kind === 'call') shown.push(`${part.call.name}(${part.call.argumentsText})`)
    else if (last !== undefined && !last.endsWith(')')) shown[shown.length - 1] = last + part.text
    else shown.push(part.text)
    return shown
  }, [])
}

const call = (name: string, json: string) => `<tool_call>\n{"name": "${name}", "arguments": ${json}}\n</tool_call>`
const paris = call('weather', '{"city": "Paris"}')

/** The same however the answer is cut into pieces. */
function checkRead(name: string, answer: string, expected: readonly string[], of = form): void {
  it(name, () => {
    expect(read([answer], of)).toEqual(expected)
    expect(read([...answer], of)).toEqual(expected)
    fc.assert(
      fc.property(fc.array(fc.nat(answer.length)), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), answer.length]
        const pieces = places.slice(1).map((place, index) => answer.slice(places[index], place))
        expect(read(pieces, of)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })
}

describe('Calls in an answer', () => {
  checkRead('one', paris, ['weather({"city": "Paris"})'])
  checkRead('several', `${paris}\n${call('time', '{}')}`, ['weather({"city": "Paris"})', 'time({})'])
  checkRead('behind a text and before one', `I look.\n\n${paris}\nDone. `, ['I look.', 'weather({"city": "Paris"})', 'Done. '])
  checkRead('with other blanks than usual', '<tool_call>{ "name":"time",  "arguments":{} }</tool_call>', ['time({})'])
  checkRead('with texts that have signs of JSON and marks in them', call('weather', '{"city": "a}\\"]{</tool_call>"}'), [
    'weather({"city": "a}\\"]{</tool_call>"})',
  ])
  checkRead(
    'of the form of another model',
    'So: {"name": "time", "parameters": {"a": [{}]}}',
    ['So:', 'time({"a": [{}]})'],
    llama,
  )
})

describe('What only looks like a call stays text:', () => {
  checkRead('a tool that is not known', call('rm', '{}'), [call('rm', '{}')])
  checkRead('arguments that are no object', call('time', '[1]'), [call('time', '[1]')])
  checkRead('arguments that are no JSON', call('time', '{"a": nothing}'), [call('time', '{"a": nothing}')])
  checkRead('an end in the middle', paris.slice(0, -5), [paris.slice(0, -5)])
  checkRead('talk of marks', 'Write <tool_call> and {"name": "time"} then.', ['Write <tool_call> and {"name": "time"} then.'])
  checkRead('a broken one, behind which a right one is read', `<tool_call>\n{"name"\n${paris}`, [
    '<tool_call>\n{"name"',
    'weather({"city": "Paris"})',
  ])
  checkRead('blanks at the end', 'Yes.\n\n', ['Yes.\n\n'])
})

describe('Calls without marks', () => {
  const bare = '{"name": "time", "arguments": {}}'
  checkRead('are read where there is nothing else', ` ${bare}\n`, ['time({})'])
  checkRead('are read in a block of code', '```json\n{\n  "name": "time",\n  "arguments": {"a": 1}\n}\n```', ['time({"a": 1})'])
  checkRead('are read one after the other', `${bare}\n${bare}`, ['time({})', 'time({})'])
  checkRead('stay text beside other text', `Here: ${bare}`, [`Here: ${bare}`])
  checkRead('stay text before other text', `${bare} as you see`, [`${bare} as you see`])
  checkRead('stay text with an unknown name', '{"name": "rm", "arguments": {}}', ['{"name": "rm", "arguments": {}}'])
  checkRead('stay text where they are not whole', bare.slice(0, -1), [bare.slice(0, -1)])
})

it('Text is given as it comes, up to where a call may begin', () => {
  const reader = new CallReader(form, known('time'))
  const texts = (parts: readonly AnswerPart[]) => parts.map((part) => (part.kind === 'text' ? part.text : part.call.name))
  expect(texts(reader.push('Let me '))).toEqual(['Let me'])
  expect(texts(reader.push('see <b>'))).toEqual([' see <b>'])
  expect(texts(reader.push(' <tool'))).toEqual([])
  expect(texts(reader.push('ing>'))).toEqual([' <tooling>'])
  expect(texts(reader.push(`\n${call('time', '{}')}`))).toEqual(['time'])
  expect(texts(reader.end())).toEqual([])
})

it('A block of code in another language does not wait for its end', () => {
  const reader = new CallReader(form, known('time'))
  expect(reader.push('```python\nprint(1)')).toEqual([{ kind: 'text', text: '```python\nprint(1)' }])
})
