import { cpus } from 'node:os'

/** Processor time spent so far, in milliseconds of one core. */
interface Reading {
  readonly at: number
  readonly busyOfAll: number
  readonly busyOfOurs: number
}

/** A core counts as free while other programs leave it idle for at least three quarters of the time. */
const tolerated = 0.25
/** Below this the counters are too coarse to divide by. */
const shortestMs = 200

/**
 * How many threads may decode without fighting over cores. llama.cpp's threads wait for each other by spinning, many times a token: with
 * one thread more than there are free cores each wait lasts a time slice of the operating system (measured on two cores with one other
 * busy program: 1 token/s with two threads, 40 with one).
 */
export class ProcessorShare {
  readonly #cores: number
  #last = read()
  #threads: number

  /** `cores`: the cores that are useful for arithmetic. */
  constructor(cores: number) {
    this.#cores = cores
    this.#threads = cores
  }

  /** Threads for the next steps, from 1 to all cores, by what other programs used since the last call. */
  threads(): number {
    const now = read()
    const elapsed = now.at - this.#last.at
    if (elapsed < shortestMs) return this.#threads
    const others = (now.busyOfAll - this.#last.busyOfAll - (now.busyOfOurs - this.#last.busyOfOurs)) / elapsed
    this.#last = now
    this.#threads = threadsBeside(others, this.#cores)
    return this.#threads
  }
}

/** Threads beside other programs that keep `others` cores busy on average. */
export function threadsBeside(others: number, cores: number): number {
  return Math.max(1, Math.min(cores, Math.floor(cores - others + tolerated)))
}

function read(): Reading {
  const { user, system } = process.cpuUsage()
  return {
    at: performance.now(),
    busyOfAll: cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0),
    busyOfOurs: (user + system) / 1000,
  }
}
