import type { SupervisedEngine } from '../engine/supervisedEngine.ts'
import { resolveModel } from '../models/resolve.ts'
import type { ModelStore } from '../models/store.ts'
import { CompletionEngine } from './completionEngine.ts'
import { EngineHost } from './engineHost.ts'
import type { Language } from './language.ts'
import { type OpenedModelDeps, openedModel } from './openedModel.ts'
import type { AskedAccess } from './remoteAccess.ts'
import type { SettingsStore } from './settings.ts'
import type { StatusSources } from './status.ts'
import { switchTexts } from './switchTexts.ts'

export interface EnginesDeps extends Omit<OpenedModelDeps, 'resolveModel' | 'onSwitch' | 'access'> {
  readonly access: AskedAccess
  readonly store: ModelStore
  readonly language: Language
  log(line: string): void
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
  onEngine(listener: (local: SupervisedEngine) => void): void
  /** Looks again for models that were not there. */
  retry(): void
  restart(): Promise<void>
  /** Looks for the models anew. */
  reload(): Promise<void>
  unload(): Promise<void>
  dispose(): void
}

export function openEngines(deps: EnginesDeps): Engines {
  const opening: OpenedModelDeps = {
    ...deps,
    resolveModel: (setting) => resolveModel(setting, deps.store),
    access: (apiKeyEnv) => deps.access.of(apiKeyEnv),
    onSwitch: (to, why) => deps.warn(switchTexts[deps.language()][to](why)),
  }
  const host = () => new EngineHost({ open: (settings) => openedModel(settings, opening), log: deps.log })
  const [main, own] = [host(), host()]
  const completion = new CompletionEngine({ main, own, language: deps.language, warn: deps.warn })
  const each = (act: (host: EngineHost) => unknown) => [main, own].map(act)
  deps.access.onChange(() => void each((host) => host.renewAccess()))
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
    reload: async () => void (await Promise.all(each((host) => host.reload()))),
    unload: async () => void (await Promise.all(each((host) => host.unload()))),
    dispose: () => void each((host) => host.dispose()),
  }
}
