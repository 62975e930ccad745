import type { Disposable } from 'vscode-languageserver'
import type { HostState } from './engineHost.ts'

/** What of an engine tells that its model is being loaded. */
export interface Loadable {
  readonly state: Pick<HostState, 'kind'>
  onState(listener: () => void): Disposable
}

/**
 * What `ask` answers, or undefined as soon as the model is being loaded, be it that it was so from the start or that this request has it loaded; the
 * signal that `ask` got is aborted then. Loading a large model takes longer than editors wait for an ordinary list. Rejects as `ask` does.
 */
export async function unlessLoading<Answer>(
  engine: Loadable,
  ask: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (engine.state.kind === 'starting') return undefined
  const waiting = new AbortController()
  let listening: Disposable | undefined
  const loading = new Promise<undefined>((resolve) => {
    listening = engine.onState(() => {
      if (engine.state.kind === 'starting') resolve(undefined)
    })
  })
  try {
    return await Promise.race([ask(AbortSignal.any([signal, waiting.signal])), loading])
  } finally {
    listening?.dispose()
    waiting.abort()
  }
}
