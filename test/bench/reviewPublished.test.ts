import { expect, it } from 'vitest'
import { statementsOf } from '../../bench/review/published/bandit.ts'
import { eslintSecurityPairs } from '../../bench/review/published/eslintSecurity.ts'
import { securityTrials } from '../../bench/review/securityTrials.ts'
import { eslintReview } from '../../bench/review/systems/eslint.ts'
import { SyntaxParser } from '../../server/context/parser.ts'

it('the cases of eslint-plugin-security are what it reports and what it does not', () => {
  const pairs = eslintSecurityPairs()
  expect(pairs.length).toBeGreaterThan(20)
  const trials = securityTrials(pairs, 'heldOut', 'published')
  const ofTheRules = (trial: Parameters<typeof eslintReview>[0]) =>
    eslintReview(trial)?.alarms.filter(({ rule }) => rule.startsWith('security/detect')) ?? []
  const reported = trials.filter(({ faulty }) => ofTheRules(faulty).some(({ right }) => right))
  // Two cases come with options of their own.
  expect(reported.length / trials.length).toBeGreaterThan(0.9)
  const named = (trial: (typeof trials)[number]) => trial.correct.id.replace(/.*(detect-[\w-]+?) \d+$/, 'security/$1')
  const wrongly = trials.filter((each) => ofTheRules(each.correct).some(({ rule }) => rule === named(each)))
  expect(wrongly.map(({ correct }) => correct.id)).toEqual([])
})

it('nothing of a published suite is for tuning', () => {
  expect(securityTrials(eslintSecurityPairs(), 'tuning', 'published')).toEqual([])
})

it('the examples of bandit are labelled by the comments in front of them', async () => {
  const text = 'import a\n\n# bad\na.b(c % d)\na.e(f)  # a remark\na.g(h)\n\n# good\na.b(c, d)\n\n# skip\na.i(j)  # nosec\n'
  const statements = await statementsOf(text, { weakness: 'w', cwe: 1 }, await SyntaxParser.create())
  expect(statements.map(({ marked, isWeak }) => [marked, isWeak])).toEqual([
    ['a.b(c % d)', true],
    ['a.e(f)', true],
    ['a.g(h)', true],
    ['a.b(c, d)', false],
  ])
  expect(statements[0]?.text).toBe('import a\n\n\na.b(c % d)\n')
})
