import { expect, it } from 'vitest'
import { matcherOf } from '../../../server/context/teamRules/globs.ts'

const cases: readonly {
  readonly globs: readonly string[]
  readonly named: readonly string[]
  readonly not: readonly string[]
}[] = [
  { globs: [], named: ['a.ts', '.config/b.js'], not: [] },
  { globs: ['src/**/*.ts'], named: ['src/a.ts', 'src/b/c.ts'], not: ['a.ts', 'src/a.js', 'lib/src/a.ts'] },
  { globs: ['src/**/*.ts', '!**/*.test.ts'], named: ['src/a.ts'], not: ['src/a.test.ts', 'lib/a.ts'] },
  { globs: ['!**/*.test.ts'], named: ['src/a.ts', 'b.py'], not: ['src/a.test.ts'] },
  { globs: ['**/*', '!src/**', 'src/keep.ts'], named: ['a.ts', 'src/keep.ts'], not: ['src/b.ts'] },
  { globs: ['*.{ts,tsx}'], named: ['a.ts', 'src/b.tsx'], not: ['a.js'] },
  { globs: ['src/'], named: ['src/a.ts', 'src/b/c.py'], not: ['lib/src/a.ts'] },
  { globs: ['./src/*.ts', '/lib/*.ts'], named: ['src/a.ts', 'lib/a.ts'], not: ['src/b/a.ts'] },
  { globs: ['['], named: [], not: ['a.ts'] },
]

it.each(cases)('$globs', ({ globs, named, not }) => {
  const matches = matcherOf(globs)
  expect([...named, ...not].filter(matches)).toEqual(named)
})

it('takes no time over a glob made to take for ever', () => {
  const started = process.hrtime.bigint()
  matcherOf([`${'**/*a'.repeat(30)}`, '+(+(a|aa))b', `{${'a,'.repeat(80)}a}`])(`${'a'.repeat(60)}/c`)
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000)
})
