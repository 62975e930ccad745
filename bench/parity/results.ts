import { existsSync, readFileSync } from 'node:fs'
import type { ExaminedServer } from '../../server/protocol/doctor.ts'
import { bootstrapped, type Estimate, share } from '../review/intervals.ts'
import type { Completed, NoAnswer, Preferred } from './answers.ts'

/** What both engines made of a case. */
export interface Pair<T> {
  readonly id: string
  readonly own: T | NoAnswer
  readonly server: T | NoAnswer
}

export interface Results {
  readonly model: string
  readonly count: number
  readonly seed: number
  readonly servers: readonly ExaminedServer[]
  readonly cuts: readonly Pair<Completed>[]
  readonly faults: readonly Pair<Preferred>[]
}

/** A row of the table: both engines at the cases that both answered. */
export interface Compared {
  readonly cases: number
  readonly own: Estimate
  readonly server: Estimate
  /** Of the server's share less the own one's, case by case. */
  readonly difference: Estimate
  /** Cases that both answered alike. */
  readonly alike: Estimate
}

/** The results of an earlier run of the same cases, to go on with; `start` where there is none. Throws where it asked something else. */
export function goneOnWith(path: string, start: Results): Results {
  if (!existsSync(path)) return start
  const earlier = JSON.parse(readFileSync(path, 'utf8')) as Results
  const other = (['model', 'count', 'seed'] as const).filter((name) => earlier[name] !== start[name])
  if (other.length > 0) throw new Error(`${path} has another ${other.join(', ')}: name another --out, or leave --resume out.`)
  return { ...start, cuts: earlier.cuts, faults: earlier.faults }
}

/** Both engines at the cases that both answered; `isRight` says whether an answer is right, `areAlike` whether two are the same. */
export function compared<T>(
  pairs: readonly Pair<T>[],
  isRight: (answer: T) => boolean,
  areAlike: (one: T, other: T) => boolean,
): Compared {
  const answered = pairs.filter(isAnswered)
  const count = (holds: (pair: Answered<T>) => boolean) => share(answered.filter(holds).length, answered.length)
  const gain = ({ own, server }: Answered<T>) => Number(isRight(server)) - Number(isRight(own))
  return {
    cases: answered.length,
    own: count(({ own }) => isRight(own)),
    server: count(({ server }) => isRight(server)),
    difference: bootstrapped(answered, (drawn) => drawn.reduce((sum, pair) => sum + gain(pair), 0) / drawn.length),
    alike: count(({ own, server }) => areAlike(own, server)),
  }
}

/** Whether all cases were answered and neither engine is better than the other beyond chance. */
export function isEqual({ cases, difference }: Compared, wanted: number): boolean {
  return cases === wanted && difference.low <= 0 && difference.high >= 0
}

interface Answered<T> extends Pair<T> {
  readonly own: T
  readonly server: T
}

function isAnswered<T>(pair: Pair<T>): pair is Answered<T> {
  return isAnswer(pair.own) && isAnswer(pair.server)
}

/** Whether an engine made something of a case. */
export function isAnswer<T>(answer: T | NoAnswer | undefined): answer is T {
  return answer !== undefined && !(typeof answer === 'object' && answer !== null && 'failed' in answer)
}
