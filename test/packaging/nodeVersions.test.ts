import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
/** The oldest version of Node that Latent is built and run with. */
const oldestMajor = 20

/** Whether a range as `engines` writes it, such as `^18.17.0 || >=20.5.0`, has a Node of that major version. */
function takes(range: string): boolean {
  return range.split('||').some((each) => {
    const [, sign = '', major = ''] = /^\s*([\^~]|>=?)?\s*v?(\d+|\*)/.exec(each) ?? []
    if (major === '*') return true
    return sign.startsWith('>') ? Number(major) <= oldestMajor : Number(major) === oldestMajor
  })
}

describe('Packages of the lockfile', () => {
  it('run on Node 20, so that `npm ci` says no warning to somebody who begins', () => {
    const refused = Object.entries<{ readonly engines?: { readonly node?: string } }>(packages).filter(
      ([, { engines }]) => engines?.node !== undefined && !takes(engines.node),
    )
    expect(refused.map(([name, { engines }]) => `${name} ${engines?.node}`)).toEqual([])
  })

  it.each([
    ['>=22', false],
    ['^18.17.0 || >=20.5.0', true],
    ['^22.0.0 || >=24', false],
    ['>= 0.8', true],
    ['20 || 22', true],
    ['*', true],
  ])('are read by their ranges: %s', (range, expected) => {
    expect(takes(range)).toBe(expected)
  })
})
