import { describe, expect, it } from 'vitest'
import { jsonRules } from '../../../../server/engine/grammar/jsonRules.ts'
import { schemaRules } from '../../../../server/engine/grammar/schemaRules.ts'
import { grammarReader } from '../../../../server/engine/remote/gbnf.ts'

/** Of some texts those that the rules of a schema write. */
function written(schema: unknown, texts: readonly string[]): readonly string[] {
  const held = schemaRules(schema, 'part')
  if (held.kind === 'unheld') expect.fail(held.why)
  const read = grammarReader(`root ::= ${held.value}\n${held.rules.join('\n')}\n${jsonRules}`)
  return texts.filter((text) => read(text) === text)
}

/** `[right, wrong]` texts for a schema. */
function checkWrites(name: string, schema: unknown, right: readonly string[], wrong: readonly string[]): void {
  it(name, () => expect(written(schema, [...right, ...wrong])).toEqual(right))
}

function checkRefused(name: string, schema: unknown, why: string): void {
  it(name, () => expect(schemaRules(schema, 'part')).toEqual({ kind: 'unheld', why: expect.stringContaining(why) }))
}

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' }, mail: { type: 'string' } },
  required: ['name'],
}

describe('What the rules of a schema write', () => {
  checkWrites(
    'members in their order, those that are not needed or not',
    person,
    ['{"name": "a"}', '{"name": "a", "age": 3}', '{"name": "a", "mail": "m"}', '{"name": "a", "age": 3, "mail": "m"}'],
    ['{}', '{"age": 3}', '{"name": 3}', '{"name": "a", "mail": "m", "age": 3}', '{"name": "a", }', '{"name": "a", "else": 1}'],
  )
  checkWrites(
    'members of which none is needed',
    { type: 'object', properties: { a: { type: 'null' }, b: { type: 'boolean' } } },
    ['{}', '{"a": null}', '{"b": true}', '{"a": null, "b": false}'],
    ['{, "b": true}', '{"a": null "b": true}'],
  )
  checkWrites(
    'a member that is needed and not described',
    { type: 'object', required: ['a'] },
    ['{"a": [1]}'],
    ['{}', '{"b": 1}'],
  )
  checkWrites('an object of any members', { type: 'object' }, ['{}', '{"a": 1}', '{"a": 1, "b": {"c": []}}'], ['[]', '1'])
  checkWrites(
    'members of one kind',
    { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 2 },
    ['{}', '{"a": 1, "b": 2}'],
    ['{"a": "1"}', '{"a": 1, "b": 2, "c": 3}'],
  )
  checkWrites(
    'lists of some length',
    { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
    ['[1]', '[1, 2]'],
    [...['[]', '[1, 2, 3]', '["1"]']],
  )
  checkWrites(
    'lists that begin in a way',
    { type: 'array', prefixItems: [{ const: 'x' }, { type: 'integer' }], items: false },
    ['["x", 1]'],
    ['["y", 1]', '["x"]', '["x", 1, 2]'],
  )
  checkWrites('values that are named', { enum: ['a', 1, null, 'é"'] }, ['"a"', '1', 'null', '"é\\""'], ['"b"', '2'])
  checkWrites(
    'texts of some length',
    { type: 'string', minLength: 1, maxLength: 2 },
    ['"a"', '"\\n"', '"é日"'],
    ['""', '"abc"', '"\n"'],
  )
  checkWrites('several types', { type: ['string', 'null'] }, ['"a"', 'null'], ['1'])
  checkWrites('numbers of a range', { type: 'integer', minimum: 1, exclusiveMaximum: 12 }, ['1', '11'], ['0', '12', '1.5'])
  checkWrites('one of several schemas', { anyOf: [{ type: 'integer' }, { type: 'number' }] }, ['1', '1.5'], ['"1"'])
  checkWrites(
    'one of several schemas that a member tells apart',
    {
      oneOf: [
        { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        { type: 'object', properties: { kind: { const: 'b' }, n: { type: 'integer' } }, required: ['kind', 'n'] },
      ],
    },
    ['{"kind": "a"}', '{"kind": "b", "n": 2}'],
    ['{"kind": "b"}', '{"kind": "c"}'],
  )
  checkWrites(
    'what refers to itself',
    {
      $defs: {
        tree: { type: 'object', properties: { on: { type: 'array', items: { $ref: '#/$defs/tree' } } }, required: ['on'] },
      },
      ...{ $ref: '#/$defs/tree' },
    },
    ['{"on": []}', '{"on": [{"on": []}, {"on": []}]}'],
    ['{}', '{"on": [1]}'],
  )
  checkWrites('halves of a pair only as the character itself', { type: 'string' }, ['"\\u00e9"', '"😀"'], ['"\\ud83d\\ude00"'])
})

describe('What no rules are written for, and why', () => {
  checkRefused('a pattern', { type: 'object', properties: { a: { type: 'string', pattern: '^a' } } }, '`pattern`')
  checkRefused('different elements', { type: 'array', uniqueItems: true }, '`uniqueItems`')
  checkRefused('alternatives of which exactly one may hold', { oneOf: [{ type: 'integer' }, { type: 'number' }] }, '`anyOf`')
  checkRefused('a reference that leads nowhere', { $ref: '#/$defs/none' }, 'leads nowhere')
  checkRefused('a reference to itself alone', { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }, 'leads nowhere')
  checkRefused('a file', { $ref: 'other.json' }, 'leads nowhere')
  checkRefused('nothing', { enum: [] }, 'allows nothing')
  checkRefused('an unknown type', { type: 'date' }, '`date`')
  checkRefused('a type beside alternatives', { type: 'object', anyOf: [{ required: ['a'] }] }, '`anyOf` beside `type`')
  checkRefused('a range without numbers', { type: 'integer', minimum: 3, maximum: 2 }, 'range')
  it('a schema that is nested too deeply', () => {
    const deep = Array.from({ length: 100 }).reduce<object>((items) => ({ type: 'array', items }), { type: 'null' })
    expect(schemaRules(deep, 'part')).toEqual({ kind: 'unheld', why: expect.stringContaining('deeply') })
  })
})
