import { expect, it } from 'vitest'
import { callsOf } from '../../server/serve/calls.ts'

const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false }
const isCall = callsOf([
  { name: 'free', parameters: city, isHeld: false },
  { name: 'strict', parameters: { $schema: 'http://json-schema.org/draft-07/schema#', ...city }, isHeld: true },
  { name: 'bare', isHeld: true },
])

it.each<[boolean, string, string]>([
  [true, 'free', '{"city": "Rome"}'],
  [true, 'free', '{"town": 7}'],
  [false, 'free', '[]'],
  [false, 'free', '{"city": '],
  [true, 'strict', '{"city": "Rome"}'],
  [false, 'strict', '{"city": 7}'],
  [false, 'strict', '{"city": "Rome", "days": 1}'],
  [false, 'strict', '"Rome"'],
  [true, 'bare', '{}'],
  [false, 'bare', '{"city": "Rome"}'],
  [false, 'unknown', '{}'],
])('That it is a call is %s of %s(%s)', (is, name, argumentsText) => {
  expect(isCall({ name, argumentsText })).toBe(is)
})
