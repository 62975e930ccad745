import { expect, it } from 'vitest'
import { splitPlan } from '../../../server/features/dataset/splits.ts'

const commits = Array.from({ length: 40 }, (_, at) => ({ hash: `h${at}`, time: 1000 - at, subject: '' }))
const paths = Array.from({ length: 1000 }, (_, at) => `src/file${at}.ts`)

it('nothing is trained on that is newer than the oldest of the newest tenth of commits', () => {
  expect(splitPlan(commits, new Set()).cut.hash).toBe('h4')
  expect(splitPlan(commits.slice(0, 3), new Set()).cut.hash).toBe('h0')
})

it('files that were written later are for tests, of the others about one of twenty each for tests and validation', () => {
  const plan = splitPlan(commits, new Set(paths))
  expect(plan.of('src/new.ts')).toBe('test')
  const counts = { train: 0, validation: 0, test: 0 }
  for (const path of paths) counts[plan.of(path)] += 1
  expect(counts.train).toBeGreaterThan(850)
  expect(counts.validation).toBeGreaterThan(25)
  expect(counts.test).toBeGreaterThan(25)
})

it('a file stays in its part whatever other files there are', () => {
  const [few, many] = [new Set(paths.slice(0, 10)), new Set(paths)].map((old) => splitPlan(commits, old))
  for (const path of paths.slice(0, 10)) expect(few?.of(path)).toBe(many?.of(path))
})
