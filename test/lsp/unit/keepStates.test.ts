import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keepStates } from '../../../server/lsp/keepStates.ts'
import { SettingsStore } from '../../../server/lsp/settings.ts'
import { StateStore } from '../../../server/models/stateStore.ts'

/** A session whose user sets `latent.engine.keepState`, with a folder in which an earlier one left a state. */
async function session(keepState: boolean) {
  const home = mkdtempSync(join(tmpdir(), 'latent-states-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const store = new StateStore(join(home, 'states'))
  await store.allow()
  const state = join(store.folder, `${'ab'.repeat(16)}.state`)
  writeFileSync(state, 'a state')
  const warnings: string[] = []
  const settings = new SettingsStore({ latent: { engine: { keepState } } }, undefined, (problem) => warnings.push(problem))
  await keepStates({ settings, store, language: () => 'en', warn: (text) => warnings.push(text) })
  const set = (value: boolean) => settings.refresh({ latent: { engine: { keepState: value } } })
  return { store, state, set, warnings }
}

it('States stay as long as the setting says so, and are deleted as soon as it does not', async () => {
  const { store, state, set, warnings } = await session(true)
  expect(existsSync(state)).toBe(true)
  await set(false)
  await expect.poll(() => existsSync(store.folder)).toBe(false)
  await set(true)
  await expect.poll(() => store.isAllowed()).toBe(true)
  expect(warnings).toEqual([])
})

it('States that an earlier session left are deleted where the setting is off', async () => {
  const { store } = await session(false)
  expect(existsSync(store.folder)).toBe(false)
})

it('What keeps states from being deleted is told', async () => {
  const { store, set, warnings } = await session(true)
  rmSync(join(store.folder, 'about.txt'))
  mkdirSync(join(store.folder, 'about.txt'))
  await set(false)
  await expect.poll(() => warnings).toEqual([expect.stringContaining(store.folder)])
})
