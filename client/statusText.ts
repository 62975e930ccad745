import type { StatusParams } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import { nothingShown } from './nothingShown.ts'

/** Puts a sentence into the editor's language; `{0}` stands for the first value. */
export type Translate = (message: string, ...values: (string | number)[]) => string

/** Where the extension runs: the machine's name and VS Code's name of the connection, `undefined` when it is this machine. */
export interface Place {
  readonly host: string
  readonly remoteName: string | undefined
}
/** What keeps automatic completions away from the active editor by the user's choice. */
export type Quiet =
  | { readonly kind: 'none' }
  | { readonly kind: 'off' }
  | { readonly kind: 'languageOff'; readonly language: string }
  | { readonly kind: 'snoozed'; readonly minutes: number }

export interface StatusText {
  /** With icon names as `$(name)`. */
  readonly text: string
  readonly tooltip: readonly string[]
  readonly look: 'plain' | 'warning' | 'error'
}

/** What the status bar item shows for a state of the engine. */
export function statusText(status: StatusParams, place: Place, t: Translate, quiet: Quiet): StatusText {
  const name = [status.model ?? 'Latent', status.backend].filter((part) => part !== undefined).join(' · ')
  const { icon, state, look } = appearance(status, quiet, t)
  return {
    text: status.state === 'noModel' ? `$(${icon}) ${t('Latent: no model')}` : `$(${icon}) ${name}${figure(status, quiet, t)}`,
    tooltip: [
      state,
      ...lastCompletion(status, t),
      ...(status.model === undefined ? [] : [t('Model: {0}', status.model)]),
      ...(status.completionModel === undefined ? [] : [t('Completions: {0}', status.completionModel)]),
      ...(status.adapters === undefined ? [] : [t('Adapters: {0}', status.adapters.join(', '))]),
      ...(status.backend === undefined ? [] : [backendLine(status.backend, place, t)]),
      ...(status.detail === undefined ? [] : [status.detail]),
    ],
    look,
  }
}

/** What the engine does, in one sentence. */
export function stateSentence(status: StatusParams, t: Translate): string {
  return appearance(status, { kind: 'none' }, t).state
}

/** The one number that there is room for. */
function figure({ lastMs }: StatusParams, quiet: Quiet, t: Translate): string {
  if (quiet.kind === 'snoozed') return ` ${t('{0} min', quiet.minutes)}`
  return lastMs === undefined || lastMs < 1 ? '' : ` ${Math.round(lastMs)} ms`
}

function lastCompletion({ lastCompletion: last, lastMs }: StatusParams, t: Translate): string[] {
  const nothing = last === undefined ? undefined : nothingShown(last, t)
  const time = lastMs === undefined ? undefined : t('Last completion: {0} ms', Math.round(lastMs))
  return [nothing, time].filter((line) => line !== undefined)
}

function appearance(status: StatusParams, quiet: Quiet, t: Translate): { icon: string; state: string; look: StatusText['look'] } {
  switch (status.state) {
    case 'starting':
      return { icon: 'loading~spin', state: t('Latent is loading the model'), look: 'plain' }
    case 'busy':
      return { icon: 'loading~spin', state: t('Latent is working'), look: 'plain' }
    case 'noModel':
      return { icon: 'cloud-download', state: t('Latent has no model yet'), look: 'warning' }
    case 'error':
      return { icon: 'error', state: t('Latent has a problem'), look: 'error' }
    case 'ready':
      if (status.paused) return { icon: 'debug-pause', state: t('Latent is paused'), look: 'plain' }
      if (status.unloaded)
        return { icon: 'circle-outline', state: t('The model is unloaded; the next use loads it'), look: 'plain' }
      return { ...ready(quiet, t), look: 'plain' }
    default:
      return unreachable(status.state)
  }
}

function ready(quiet: Quiet, t: Translate): { icon: string; state: string } {
  switch (quiet.kind) {
    case 'none':
      return { icon: 'sparkle', state: t('Latent is ready') }
    case 'off':
      return { icon: 'circle-slash', state: t('Completions are switched off; asking by hand works') }
    case 'languageOff':
      return { icon: 'circle-slash', state: t('Completions are off for {0}; asking by hand works', quiet.language) }
    case 'snoozed':
      return { icon: 'bell-slash', state: t('Completions are snoozed for {0} minutes; asking by hand works', quiet.minutes) }
    default:
      return unreachable(quiet)
  }
}

/** Under SSH, WSL and containers the question is whose processor works, so the machine is named. */
function backendLine(backend: string, place: Place, t: Translate): string {
  if (place.remoteName === undefined) return t('Backend: {0}', backend)
  return t('Backend: {0} on {1} ({2})', backend, place.host, connection(place.remoteName, t))
}

function connection(remoteName: string, t: Translate): string {
  switch (remoteName) {
    case 'ssh-remote':
      return 'SSH'
    case 'wsl':
      return 'WSL'
    case 'dev-container':
    case 'attached-container':
    case 'codespaces':
      return t('container')
    default:
      return remoteName
  }
}
