import { existsSync, readFileSync } from 'node:fs'
import type { Results, SystemName } from './records.ts'
import type { Trial } from './trial.ts'

/** What must be the same for the records of two runs to stand in one table. */
const sameInBoth = ['model', 'device', 'half', 'seed', 'precision'] as const

/**
 * The results of an interrupted run, to go on with; `start` where there is no such file. Throws where that run measured something else,
 * because its records would be compared with those of this one.
 */
export function resumed(path: string, start: Results): Results {
  if (!existsSync(path)) return start
  const earlier = JSON.parse(readFileSync(path, 'utf8')) as Results
  const other = sameInBoth.filter((name) => earlier[name] !== start[name])
  if (other.length === 0) return earlier
  throw new Error(
    `${path} was measured with another ${other.join(', ')}: use the same, name another --out, or leave --resume out.`,
  )
}

/** Whether a system has seen a text already. */
export function isMeasured({ trials }: Results, { id, part, fault }: Trial, system: SystemName): boolean {
  return trials.some((each) => each.id === id && each.part === part && each.system === system && each.fault === fault?.kind)
}
