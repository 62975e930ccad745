import { type Connection, Emitter } from 'vscode-languageserver'
import { readSettings } from '../protocol/readSettings.ts'
import { isRecord } from '../protocol/record.ts'
import { defaultSettings, type SettingName, type Settings, settingsTable } from '../protocol/settings.ts'

/** Asks the client for its section `latent`, for a document where a URI is given. Undefined: the client cannot be asked. */
export type Pull = ((scopeUri?: string) => Promise<unknown>) | undefined

/** `able`: the client declared `workspace.configuration`. */
export function pullFrom(connection: Connection, able: boolean): Pull {
  if (!able) return undefined
  return (scopeUri) =>
    connection.workspace.getConfiguration({ section: 'latent', ...(scopeUri === undefined ? {} : { scopeUri }) })
}

/**
 * The settings, as the client sent them: by initializationOptions, by workspace/configuration, or with didChangeConfiguration.
 * No file is ever read for them: a repository must not be able to choose a model or an engine.
 */
export class SettingsStore {
  readonly #pull: Pull
  readonly #onProblem: (problem: string) => void
  readonly #changed = new Emitter<Settings>()
  readonly #toldProblems = new Set<string>()
  /** By document URI, until something changes. */
  readonly #ofDocuments = new Map<string, Promise<Settings>>()
  readonly #initial: Settings
  #current: Settings

  /** Fires with the new settings when one of them changed. */
  readonly onChange = this.#changed.event

  /** `onProblem` is told each wrong value once. */
  constructor(initializationOptions: unknown, pull: Pull, onProblem: (problem: string) => void) {
    this.#pull = pull
    this.#onProblem = onProblem
    this.#initial = this.#read(sectionOf(initializationOptions), defaultSettings)
    this.#current = this.#initial
  }

  get current(): Settings {
    return this.#current
  }

  /** Settings for a document; those of the whole machine are the same for every document, whatever the client answers for it. */
  of(uri: string): Promise<Settings> {
    if (this.#pull === undefined) return Promise.resolve(this.#current)
    const known = this.#ofDocuments.get(uri)
    if (known !== undefined) return known
    const asked = this.#ask(uri).then((sent) => {
      const settings = this.#read(sent, this.#current)
      return withoutMachineScope(settings, this.#current)
    })
    this.#ofDocuments.set(uri, asked)
    return asked
  }

  closed(uri: string): void {
    this.#ofDocuments.delete(uri)
  }

  /** Takes the settings in again. `pushed` is what didChangeConfiguration carried, for clients that cannot be asked. */
  async refresh(pushed?: unknown): Promise<void> {
    this.#ofDocuments.clear()
    const section = isRecord(pushed) ? pushed.latent : undefined
    const sent = (await this.#ask()) ?? section
    const settings = this.#read(sent, this.#initial)
    if (JSON.stringify(settings) === JSON.stringify(this.#current)) return
    this.#current = settings
    this.#changed.fire(settings)
  }

  async #ask(uri?: string): Promise<unknown> {
    try {
      return await this.#pull?.(uri)
    } catch {
      // A client that cannot answer leaves us with what it sent before.
      return undefined
    }
  }

  #read(sent: unknown, fallback: Settings): Settings {
    const { settings, problems } = readSettings(sent, fallback)
    for (const problem of problems) {
      if (this.#toldProblems.has(problem)) continue
      this.#toldProblems.add(problem)
      this.#onProblem(problem)
    }
    return settings
  }
}

/** Some editors have one place for the options at the start and for what they answer later, where the settings stand in their section. */
function sectionOf(initializationOptions: unknown): unknown {
  return isRecord(initializationOptions) && isRecord(initializationOptions.latent)
    ? initializationOptions.latent
    : initializationOptions
}

function withoutMachineScope(settings: Settings, machine: Settings): Settings {
  const names = Object.keys(settingsTable) as SettingName[]
  const from = (name: SettingName) => (settingsTable[name].scope === 'machine' ? machine : settings)
  return Object.fromEntries(names.map((name) => [name, from(name)[name]])) as unknown as Settings
}
