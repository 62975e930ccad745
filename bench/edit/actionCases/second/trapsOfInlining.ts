import type { ActionCase } from '../actionCase.ts'

/** What a variable keeps that is another thing later. */
export const trapsOfInlining: readonly ActionCase[] = [
  {
    name: 'is the length before something is added',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export interface Track {
  readonly id: string
  readonly title: string
}

export class Playlist {
  readonly tracks: Track[] = []

  /** Adds tracks that are not there yet; gives where the first of them stands. */
  append(added: readonly Track[]): number {
    const [||]position = this.tracks.length
    for (const track of added) {
      if (!this.tracks.some(({ id }) => id === track.id)) this.tracks.push(track)
    }
    return position
  }
}
`,
    test: `
const playlist = new subject.Playlist()
assert.equal(playlist.append([{ id: '1', title: 'A' }, { id: '2', title: 'B' }]), 0)
assert.equal(playlist.append([{ id: '2', title: 'B' }, { id: '3', title: 'C' }]), 2)
`,
    expected: {
      kind: 'refused',
      trap: 'the list is longer by then',
      naive: [
        ['    const position = this.tracks.length\n', ''],
        ['return position', 'return this.tracks.length'],
      ],
    },
  },
  {
    name: 'is the time before waiting',
    kind: 'refactor.inline.variable',
    language: 'javascript',
    text: `/** Runs a job and tells how long it took. */
export async function timed(job, clock, report) {
  const [||]started = clock.now()
  let result
  try {
    result = await job.run()
  } catch (error) {
    report({ job: job.name, failed: true })
    throw error
  }
  report({ job: job.name, failed: false, elapsed: clock.now() - started })
  return result
}
`,
    test: `
const reports = []
let time = 5
const clock = { now: () => time }
assert.equal(await subject.timed({ name: 'backup', run: async () => { time += 30; return 'done' } }, clock, (each) => reports.push(each)), 'done')
assert.deepEqual(reports, [{ job: 'backup', failed: false, elapsed: 30 }])
`,
    expected: {
      kind: 'refused',
      trap: 'the clock is asked before the job runs',
      naive: [
        ['  const started = clock.now()\n', ''],
        ['clock.now() - started', 'clock.now() - clock.now()'],
      ],
    },
  },
  {
    name: 'is read on by two readers',
    kind: 'refactor.inline.variable',
    language: 'python',
    text: `def parse_table(text):
    """A table as dictionaries; its first line has the names of the columns."""
    [||]rows = (line.split(";") for line in text.splitlines() if line)
    header = next(rows)
    return [dict(zip(header, row)) for row in rows]
`,
    test: `
assert parse_table("sku;price\\na;1\\n\\nb;2") == [{"sku": "a", "price": "1"}, {"sku": "b", "price": "2"}]
`,
    expected: {
      kind: 'refused',
      trap: 'the second reader would begin with the first line again',
      naive: [
        ['    rows = (line.split(";") for line in text.splitlines() if line)\n', ''],
        ['next(rows)', 'next(line.split(";") for line in text.splitlines() if line)'],
        ['for row in rows]', 'for row in (line.split(";") for line in text.splitlines() if line)]'],
      ],
    },
  },
  {
    name: 'changes meanwhile',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export interface Box {
  readonly width: number
  readonly height: number
  readonly depth: number
}

export function volume(box: Box): number {
  const [||]area = box.width * box.height
  return area * box.depth
}
`,
    test: 'assert.equal(subject.volume({ width: 1, height: 2, depth: 5 }), 10)',
    expected: {
      kind: 'refused',
      trap: 'the file is another one by then',
      typedMeanwhile: '// Sizes of parcels.\n',
    },
  },
]
