import type { Commit } from '../../context/history.ts'
import { exactHash } from '../review/fingerprint.ts'
import type { Split } from './examples.ts'

/** Share of the newest commits that nothing is trained on. */
const heldOutCommits = 0.1
/** Of 20 files one is for tests and one for validation. */
const fileParts = 20

/** Which part a file belongs to, and up to when it is trained on: no file is in two parts, and no training text is newer than `cut`. */
export interface SplitPlan {
  /** The newest commit whose texts are trained on; the newest of all where there are too few to hold some out. */
  readonly cut: Commit
  of(path: string): Split
}

/**
 * Splits by file and by time. `commits` newest first, at least one. `oldPaths` are the files of the commit `cutOf(commits)`: a file that is
 * not among them was written afterwards and serves as a test of what the model never saw.
 */
export function splitPlan(commits: readonly Commit[], oldPaths: ReadonlySet<string>): SplitPlan {
  return { cut: cutOf(commits), of: (path) => (oldPaths.has(path) ? byName(path) : 'test') }
}

/** The newest commit that is trained on. Throws a RangeError where there is none. */
export function cutOf(commits: readonly Commit[]): Commit {
  const cut = commits[Math.floor(commits.length * heldOutCommits)]
  if (cut === undefined) throw new RangeError('a repository without commits has nothing to split')
  return cut
}

function byName(path: string): Split {
  const part = Number.parseInt(exactHash(path).slice(0, 8), 16) % fileParts
  return part === 0 ? 'test' : part === 1 ? 'validation' : 'train'
}
