/** Something to measure, as a whole. */
export interface Job {
  readonly part: string
  readonly name: string
  run(): Promise<void>
}

/** Jobs of several lists mixed in proportion, so that whenever a run ends it has seen the same share of each. */
export function mixed(lists: readonly (readonly Job[])[]): readonly Job[] {
  return lists
    .flatMap((list) => list.map((job, index) => ({ job, place: (index + 0.5) / list.length })))
    .toSorted((a, b) => a.place - b.place)
    .map(({ job }) => job)
}

/** Does jobs one after the other until the time is over, and tells before each how long the rest will take. */
export async function workThrough(
  jobs: readonly Job[],
  minutes: number | undefined,
  now: () => number,
  say: (line: string) => void,
): Promise<void> {
  const startedMs = now()
  const endMs = minutes === undefined ? Number.POSITIVE_INFINITY : startedMs + minutes * 60_000
  const spent = new Map<string, { count: number; ms: number }>()
  for (const [index, { part, name, run }] of jobs.entries()) {
    if (now() >= endMs) {
      say(`The ${minutes} minutes are over: ${jobs.length - index} of ${jobs.length} are left out. --resume goes on with them.`)
      return
    }
    const left = Math.min(timeLeft(jobs.slice(index), spent), endMs - now())
    const rest = index < 3 ? '' : `, ${Math.ceil(left / 60_000)} min left`
    say(`${index + 1} of ${jobs.length}${rest}: ${part} ${name}`)
    const beganMs = now()
    await run()
    const known = spent.get(part) ?? { count: 0, ms: 0 }
    spent.set(part, { count: known.count + 1, ms: known.ms + now() - beganMs })
  }
}

/** By what the jobs of each part have taken so far; of a part that had none yet, by all. */
function timeLeft(jobs: readonly Job[], spent: ReadonlyMap<string, { readonly count: number; readonly ms: number }>): number {
  const all = [...spent.values()].reduce((sum, each) => ({ count: sum.count + each.count, ms: sum.ms + each.ms }), {
    count: 0,
    ms: 0,
  })
  return jobs.reduce((sum, { part }) => {
    const { count, ms } = spent.get(part) ?? all
    return sum + ms / Math.max(1, count)
  }, 0)
}
