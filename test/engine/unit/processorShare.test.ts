import { expect, test } from 'vitest'
import { threadsBeside } from '../../../server/engine/local/processorShare.ts'

test.each([
  { name: 'nothing else runs: all cores', others: 0, cores: 8, threads: 8 },
  { name: 'a little noise costs no core', others: 0.2, cores: 2, threads: 2 },
  { name: 'one busy program costs one core', others: 1, cores: 2, threads: 1 },
  { name: 'half a core of others costs one core', others: 0.5, cores: 4, threads: 3 },
  { name: 'one thread is left on a machine that is full', others: 2, cores: 2, threads: 1 },
  { name: 'one thread is left where others use more cores than are counted', others: 12, cores: 8, threads: 1 },
  { name: 'a reading below zero, which coarse counters give, is no extra core', others: -0.5, cores: 4, threads: 4 },
])('$name', ({ others, cores, threads }) => {
  expect(threadsBeside(others, cores)).toBe(threads)
})
