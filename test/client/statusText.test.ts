import { describe, expect, test } from 'vitest'
import { type Quiet, stateSentence, statusText, type Translate } from '../../client/statusText.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))
const here = { host: 'desk', remoteName: undefined }
const none: Quiet = { kind: 'none' }
const running = { model: 'starter', backend: 'CPU' }

describe('The status bar item', () => {
  test.each([
    ['a model at rest', { state: 'ready', ...running, lastMs: 41.6 }, '$(sparkle) starter · CPU 42 ms', 'plain'],
    ['a model at work, with a spinning icon', { state: 'busy', ...running }, '$(loading~spin) starter · CPU', 'plain'],
    ['a start before the model is known', { state: 'starting' }, '$(loading~spin) Latent', 'plain'],
    ['a pause', { state: 'ready', ...running, paused: true }, '$(debug-pause) starter · CPU', 'plain'],
    [
      'a model that gave its memory back',
      { state: 'ready', model: 'starter', unloaded: true },
      '$(circle-outline) starter',
      'plain',
    ],
    ['that there is no model', { state: 'noModel' }, '$(cloud-download) Latent: no model', 'warning'],
    ['an error', { state: 'error', model: 'starter' }, '$(error) starter', 'error'],
  ] as const)('shows %s', (_, status, text, look) => {
    expect(statusText(status, here, english, none)).toMatchObject({ text, look })
  })

  test('has a sentence for the menu that holds wherever the model is', () => {
    expect(stateSentence({ state: 'starting', model: 'remote' }, english)).toBe('Latent is loading the model')
    expect(stateSentence({ state: 'ready', model: 'starter', unloaded: true }, english)).toBe(
      'The model is unloaded; the next use loads it',
    )
  })

  test('names the machine only where the extension runs on another one', () => {
    const tooltip = (remoteName: string | undefined) =>
      statusText({ state: 'ready', ...running }, { host: 'desk', remoteName }, english, none).tooltip
    expect(tooltip(undefined)).toContain('Backend: CPU')
    expect(tooltip('ssh-remote')).toContain('Backend: CPU on desk (SSH)')
    expect(tooltip('wsl')).toContain('Backend: CPU on desk (WSL)')
    expect(tooltip('dev-container')).toContain('Backend: CPU on desk (container)')
  })

  test.each([
    [
      'switched off',
      { kind: 'off' },
      '$(circle-slash) starter · CPU 42 ms',
      'Completions are switched off; asking by hand works',
    ],
    [
      'off for a language',
      { kind: 'languageOff', language: 'Python' },
      '$(circle-slash) starter · CPU 42 ms',
      'Completions are off for Python; asking by hand works',
    ],
    [
      'snoozed',
      { kind: 'snoozed', minutes: 12 },
      '$(bell-slash) starter · CPU 12 min',
      'Completions are snoozed for 12 minutes; asking by hand works',
    ],
  ] as const)('shows that completions are %s', (_, quiet, text, state) => {
    const shown = statusText({ state: 'ready', ...running, lastMs: 42 }, here, english, quiet)
    expect(shown).toMatchObject({ text, look: 'plain' })
    expect(shown.tooltip[0]).toBe(state)
  })

  test('shows a fault before what the user chose', () => {
    const shown = statusText({ state: 'error', ...running }, here, english, { kind: 'snoozed', minutes: 3 })
    expect(shown.tooltip[0]).toBe('Latent has a problem')
  })

  test('keeps the engine’s sentence for the tooltip', () => {
    const { tooltip } = statusText({ state: 'error', detail: 'The file is damaged. Choose another.' }, here, english, none)
    expect(tooltip).toEqual(['Latent has a problem', 'The file is damaged. Choose another.'])
  })
})
