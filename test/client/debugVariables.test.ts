import { describe, expect, it } from 'vitest'
import { mostVariables, sentVariables } from '../../client/debugVariables.ts'

const named = (name: string, value: string) => ({ name, value })

describe('what of a stopped program is sent', () => {
  it('plain variables as they are, each once', () => {
    expect(sentVariables([named('count', '3'), named('name', "'王芳'"), named('count', '4')])).toEqual([
      named('count', '3'),
      named('name', "'王芳'"),
    ])
  })

  it.each([
    ['password', "'hunter2'"],
    ['dbPassword', "'x'"],
    ['API_KEY', "'x'"],
    ['authToken', "'x'"],
    ['sessionId', "'x'"],
    ['header', "'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc'"],
    ['x', "'ghp_abcdefghijklmnop1234567890'"],
    ['x', "'AKIAIOSFODNN7EXAMPLE'"],
    ['url', "'postgres://root:hunter2@db/shop'"],
    ['x', "'-----BEGIN RSA PRIVATE KEY-----\\nMIIE'"],
    ['x', "'9f86D081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c'"],
  ])('not the value of %s = %s', (name, value) => {
    expect(sentVariables([named(name, value)])).toEqual([named(name, '•••')])
  })

  it.each([
    ['author', "'Ursula'"],
    ['keyboard', "'qwerty'"],
    ['path', "'/srv/app/data/some/long/path/to/a/file.txt'"],
    ['message', "'this is a sentence that is rather long and says nothing secret'"],
  ])('but the value of %s = %s', (name, value) => {
    expect(sentVariables([named(name, value)])).toEqual([named(name, value)])
  })

  it('at most 20 names and 2,000 characters, long values cut', () => {
    const many = Array.from({ length: 40 }, (_, index) => named(`n${index}`, 'word '.repeat(100)))
    const sent = sentVariables(many)
    expect(sent.length).toBeLessThanOrEqual(mostVariables)
    expect(sent.every(({ value }) => value.length <= 200)).toBe(true)
    expect(sent.reduce((sum, { name, value }) => sum + name.length + value.length, 0)).toBeLessThanOrEqual(2000)
    expect(sentVariables(many.map(({ name }) => named(name, '1')))).toHaveLength(mostVariables)
  })

  it('not functions, modules and what debuggers add', () => {
    const noise = [
      named('__name__', "'main'"),
      named('[[Prototype]]', 'Object'),
      named('f', 'ƒ f()'),
      named('os', "<module 'os'>"),
    ]
    expect(sentVariables([...noise, named('special variables', ''), named('a', '1')])).toEqual([named('a', '1')])
  })
})
