import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Frees what nothing refers to any more at once. A model that was unloaded leaves its vocabulary in JavaScript's heap, some fifty megabytes, and V8 would
 * wait until it needs the room itself: an engine that goes from model to model would seem to grow. Takes some 50 ms.
 */
export function collectGarbage(): void {
  collect ??= garbageCollector()
  collect()
}

/** V8 has the function in contexts that are made while the flag is set. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
  setFlagsFromString('--no-expose-gc')
  return typeof found === 'function' ? () => found() : () => undefined
}
