import { existsSync, readFileSync } from 'node:fs'
import type { Results } from './records.ts'

/** What must be the same for the records of two runs to stand in one table. */
const sameInBoth = ['model', 'threads', 'reference', 'half', 'seed', 'keyMs', 'systems'] as const

/**
 * The results of an interrupted run, to go on with; `start` where there is no such file. Throws where that run measured something else,
 * because its records would be compared with those of this one.
 */
export function resumed(path: string, start: Results): Results {
  if (!existsSync(path)) return start
  const earlier = JSON.parse(readFileSync(path, 'utf8')) as Results
  const other = sameInBoth.filter((name) => JSON.stringify(earlier[name]) !== JSON.stringify(start[name]))
  if (other.length === 0) return earlier
  throw new Error(
    `${path} was measured with another ${other.join(', ')}: use the same, name another --out, or leave --resume out.`,
  )
}

/** Whether a system was asked at a hole already. */
export function isMeasured(records: Results['singles'] | Results['replays'], system: string, holeId: string): boolean {
  return records.some((record) => record.system === system && record.hole.id === holeId)
}
