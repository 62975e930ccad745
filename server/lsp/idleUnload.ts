import type { Disposable } from 'vscode-languageserver'
import type { SupervisedEngine } from '../engine/supervisedEngine.ts'

/** What of an engine tells whether it is idle, and ends that. */
export type Unloadable = Pick<SupervisedEngine, 'state' | 'activeRequests' | 'onState' | 'unload'>

/**
 * Unloads the model when nothing was asked of it for `minutes()`, which is read each time it becomes idle; 0 keeps it. The next request loads it
 * again. `onUnload` is told before. Where windows share the engine each counts its own requests, and the memory is free once all have unloaded.
 */
export function unloadWhenIdle(engine: Unloadable, minutes: () => number, onUnload: (minutes: number) => void): Disposable {
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    clearTimeout(timer)
    const wait = minutes()
    if (engine.state.kind !== 'ready' || engine.activeRequests > 0 || wait === 0) return
    // A server's memory is not ours to free.
    if (engine.state.info.backend === 'remote') return
    timer = setTimeout(() => {
      onUnload(wait)
      void engine.unload()
    }, wait * 60_000)
    // Nobody has to wait for it to end the program.
    timer.unref()
  }
  const listening = engine.onState(look)
  look()
  return {
    dispose: () => {
      clearTimeout(timer)
      listening.dispose()
    },
  }
}
