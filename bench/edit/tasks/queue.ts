import type { TaskFile } from './task.ts'

export const queue: TaskFile = {
  path: 'src/jobQueue.ts',
  text: `export interface Job {
  readonly id: string
  readonly priority: number
  readonly attempts: number
}

/** Jobs that wait to be run, at most so many at a time. */
export class JobQueue {
  readonly #capacity: number
  #jobs: Job[] = []
  #done: string[] = []

  constructor(capacity = 100) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#jobs.length
  }

  /** Adds a job at the end; false when the queue is full. */
  push(job: Job): boolean {
    if (this.#jobs.length >= this.#capacity) {
      return false
    }
    this.#jobs.push(job)
    return true
  }

  /** Takes the next job out. */
  next(): Job | undefined {
    return this.#jobs.shift()
  }

  /** Puts a job that failed back at the end. */
  retry(job: Job): void {
    this.#jobs.push({ ...job, attempts: job.attempts + 1 })
  }

  /** Takes jobs out by their id and tells how many there were. */
  cancel(id: string): number {
    const before = this.#jobs.length
    this.#jobs = this.#jobs.filter((job) => job.id !== id)
    return before - this.#jobs.length
  }

  /** Notes that a job is done. */
  finish(job: Job): void {
    this.#done.push(job.id)
  }

  /** Ids of the finished jobs, oldest first. */
  finished(): string[] {
    return [...this.#done]
  }
}
`,
  tasks: [
    {
      id: 'queue/push',
      symbol: 'JobQueue.push',
      instruction: 'Also return false, without adding it, when a job with the same id is already waiting.',
      solution: [
        [
          'if (this.#jobs.length >= this.#capacity) {',
          'if (this.#jobs.length >= this.#capacity || this.#jobs.some(({ id }) => id === job.id)) {',
        ],
      ],
      test: `
const queue = new subject.JobQueue(2)
const job = (id) => ({ id, priority: 1, attempts: 0 })
assert.equal(queue.push(job('a')), true)
assert.equal(queue.push(job('a')), false)
assert.equal(queue.size, 1)
assert.equal(queue.push(job('b')), true)
assert.equal(queue.push(job('c')), false)
assert.equal(queue.size, 2)
`,
    },
    {
      id: 'queue/next',
      symbol: 'JobQueue.next',
      instruction: 'Take the job with the highest priority; of equal ones the one that was added first.',
      solution: [
        [
          `    return this.#jobs.shift()`,
          `    const best = this.#jobs.reduce<Job | undefined>((a, b) => (a === undefined || b.priority > a.priority ? b : a), undefined)
    this.#jobs = this.#jobs.filter((job) => job !== best)
    return best`,
        ],
      ],
      test: `
const queue = new subject.JobQueue()
for (const [id, priority] of [['a', 1], ['b', 3], ['c', 3], ['d', 2]]) queue.push({ id, priority, attempts: 0 })
assert.deepEqual([queue.next(), queue.next(), queue.next(), queue.next(), queue.next()].map((job) => job?.id), ['b', 'c', 'd', 'a', undefined])
assert.equal(queue.size, 0)
`,
    },
    {
      id: 'queue/retry',
      symbol: 'JobQueue.retry',
      instruction: 'Give a job up after 3 attempts: do not put it back when it has been tried 3 times or more.',
      solution: [['    this.#jobs.push', '    if (job.attempts >= 3) return\n    this.#jobs.push']],
      test: `
const queue = new subject.JobQueue()
queue.retry({ id: 'a', priority: 1, attempts: 2 })
assert.equal(queue.size, 1)
queue.retry({ id: 'b', priority: 1, attempts: 3 })
assert.equal(queue.size, 1)
assert.equal(queue.next().attempts, 3)
`,
    },
    {
      id: 'queue/finished',
      symbol: 'JobQueue.finished',
      instruction: '返回时把最新完成的排在最前面。',
      solution: [['return [...this.#done]', 'return [...this.#done].reverse()']],
      test: `
const queue = new subject.JobQueue()
for (const id of ['a', 'b', 'c']) queue.finish({ id, priority: 1, attempts: 0 })
assert.deepEqual(queue.finished(), ['c', 'b', 'a'])
assert.deepEqual(queue.finished(), ['c', 'b', 'a'])
`,
    },
  ],
}
