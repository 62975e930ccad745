import { describe, expect, it } from 'vitest'
import { constraintFields, tokenGrammar } from '../../../../server/engine/remote/constraints.ts'

describe('a constraint as llama.cpp takes it', () => {
  it('is a grammar whose only text is the literal', () => {
    expect(constraintFields('gbnf', { kind: 'literal', text: 'a + b' })).toEqual({ grammar: 'root ::= "a + b"' })
  })

  it('escapes quotes, line ends and what is not ASCII', () => {
    const { grammar } = constraintFields('gbnf', { kind: 'literal', text: '"\\\n列🙂' })
    expect(grammar).toBe(String.raw`root ::= "\"\\\U0000000a\U00005217\U0001f642"`)
  })

  it('lets anything follow a beginning', () => {
    expect(constraintFields('gbnf', { kind: 'startsWith', text: 'retu' })).toEqual({ grammar: 'root ::= "retu" [^\\x00]*' })
  })

  it('is a grammar of tokens where others may not spell the same text', () => {
    expect(tokenGrammar([262, 733])).toBe('root ::= <[262]> <[733]>')
  })

  it('hands a schema on', () => {
    const schema = { type: 'object' }
    expect(constraintFields('gbnf', { kind: 'schema', schema })).toEqual({ json_schema: schema })
  })
})

describe('a constraint as vLLM takes it', () => {
  it('is a regular expression that matches the literal alone', () => {
    const text = 'a[0] + b.c(1) * {2} | ^$ \\ / - ?'
    const { structured_outputs: sent } = constraintFields('structuredOutputs', { kind: 'literal', text })
    const { regex } = sent as { regex: string }
    expect(new RegExp(`^${regex}$`, 'u').test(text)).toBe(true)
    expect(new RegExp(`^${regex}$`, 'u').test(text.replace('0', '1'))).toBe(false)
  })

  it('writes line ends by name', () => {
    expect(constraintFields('structuredOutputs', { kind: 'literal', text: 'a\n\tb' })).toEqual({
      structured_outputs: { regex: 'a\\n\\tb' },
    })
  })
})

it('is nothing where a server takes none', () => {
  expect(constraintFields('none', { kind: 'literal', text: 'a' })).toEqual({})
})
