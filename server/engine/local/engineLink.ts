import type { FromEngine, ToEngine } from './messages.ts'

/** The way to an engine process, whether it is this program's own or shared with others. A link loads one model. */
export interface EngineLink {
  /** The engine process, for diagnosis; undefined until it is known. */
  readonly pid: number | undefined
  send(message: ToEngine): void
  /** Ends the link and frees the model's memory, unless another program uses it. Resolves when that is done. */
  release(): Promise<void>
  /** Ends the process, for everyone who uses it. Resolves when it is gone and its memory free. */
  kill(): Promise<void>
  /** Ends the link at once. A shared engine keeps the model for a moment, for whoever comes next. */
  leave(): void
}

/** After `release`, `kill` or `leave` none of these is called any more, but for `log`. */
export interface EngineLinkEvents {
  onMessage(message: FromEngine): void
  /** The process is gone, or nobody can be reached there. `why` in words: the signal or exit code. */
  onExit(why: string): void
  log(line: string): void
}

/** A process that hangs in a driver may not end even now; nobody waits for it longer than this. */
const longestEndMs = 5000

/** Waits for the end of a process or of what it has to do, but not longer than anybody would. */
export function atMost(end: Promise<void>): Promise<void> {
  return Promise.race([end, new Promise<void>((resolve) => setTimeout(resolve, longestEndMs).unref())])
}

/**
 * What every engine process has to run with: each libuv thread that decodes would keep OpenMP threads of its own that spin. The other two make
 * glibc give back what a model took (`man mallopt`): after a change from the starter to a small model 254 MB stayed, without them 329.
 */
export const engineEnvironment = { UV_THREADPOOL_SIZE: '1', MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' } as const
