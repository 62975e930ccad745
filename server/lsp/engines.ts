import type { LocalEngine } from '../engine/local/localEngine.ts'
import { resolveModel } from '../models/resolve.ts'
import type { ModelStore } from '../models/store.ts'
import { CompletionEngine } from './completionEngine.ts'
import { EngineHost, type EngineHostDeps } from './engineHost.ts'
import type { Language } from './language.ts'
import type { SettingsStore } from './settings.ts'
import type { StatusSources } from './status.ts'

export interface EnginesDeps extends Omit<EngineHostDeps, 'resolveModel'> {
  readonly store: ModelStore
  readonly language: Language
  /** Shows a sentence to the user. */
  warn(text: string): void
}

/** The engines of a session, by what they are for. Both follow the settings from `follow` on. */
export interface Engines {
  /** Reviews, answers and edits; completions as well where these have no model of their own. */
  readonly main: EngineHost
  readonly completion: CompletionEngine
  /** What the status shows of them. */
  readonly sources: Pick<StatusSources, 'state' | 'completionModel'>
  follow(settings: SettingsStore): void
  onState(listener: () => void): void
  /** Told of each new engine before it starts. */
  onEngine(listener: (local: LocalEngine) => void): void
  /** Looks again for models that were not there. */
  retry(): void
  restart(): Promise<void>
  unload(): Promise<void>
  dispose(): void
}

export function openEngines(deps: EnginesDeps): Engines {
  const host = () => new EngineHost({ ...deps, resolveModel: (setting) => resolveModel(setting, deps.store) })
  const [main, own] = [host(), host()]
  const completion = new CompletionEngine({ main, own, language: deps.language, warn: deps.warn })
  const each = (act: (host: EngineHost) => unknown) => [main, own].map(act)
  return {
    main,
    completion,
    sources: { state: () => main.state, completionModel: () => completion.ownModel },
    follow: (settings) => {
      const configure = () => {
        main.configure(settings.current)
        completion.configure(settings.current)
      }
      settings.onChange(configure)
      configure()
    },
    onState: (listener) => void each((host) => host.onState(listener)),
    onEngine: (listener) => void each((host) => host.onEngine(listener)),
    retry: () => void each((host) => host.retry()),
    // Both at once: they may be in one process.
    restart: async () => void (await Promise.all(each((host) => host.restart()))),
    unload: async () => void (await Promise.all(each((host) => host.unload()))),
    dispose: () => void each((host) => host.dispose()),
  }
}
