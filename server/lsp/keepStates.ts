import type { StateStore } from '../models/stateStore.ts'
import { userMessage } from '../protocol/errors.ts'
import type { Language } from './language.ts'
import type { SettingsStore } from './settings.ts'

export interface KeepStatesDeps {
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>
  readonly store: StateStore
  readonly language: Language
  /** Shows a sentence to the user. */
  warn(text: string): void
}

/**
 * Lets the engine keep states across restarts as long as `latent.engine.keepState` says so, and deletes them as soon as it does not. To be called once the settings are known. Resolves when the folder is as they say.
 */
export async function keepStates({ settings, store, language, warn }: KeepStatesDeps): Promise<void> {
  let turn: Promise<void> = Promise.resolve()
  const follow = () => {
    turn = turn
      .then(() => (settings.current['engine.keepState'] ? allow(store) : store.forbid()))
      .catch((error: unknown) => warn(userMessage(error, language())))
  }
  settings.onChange(follow)
  follow()
  await turn
}

async function allow(store: StateStore): Promise<void> {
  await store.allow()
  await store.tidy()
}
