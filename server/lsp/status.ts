import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { errorText, type LatentError } from '../protocol/errors.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type { LastCompletion, StatusParams } from '../protocol/requests.ts'
import { tryingText } from '../protocol/tryingText.ts'
import { unreachable } from '../protocol/unreachable.ts'
import type { HostState } from './engineHost.ts'
import type { Language } from './language.ts'

/** Work that ends sooner is not shown: a status bar that flickers at every key is worse than none. */
const busyAfterMs = 300

export interface StatusSources {
  readonly state: () => HostState
  /** The model that completions have of their own. */
  readonly completionModel?: () => string | undefined
  /** The reason for the backend as the user is told it; `onFound` is called when there is more to tell. Absent: as the engine says it. */
  readonly reason?: (said: string, onFound: () => void) => string
  readonly lastMs: () => number | undefined
  /** What became of the newest completion. */
  readonly lastCompletion?: () => LastCompletion | undefined
  readonly language: Language
  readonly send: (status: StatusParams) => void
}

/** Tells the client of the engine's state, each time it is another one. */
export class Status {
  readonly #sources: StatusSources
  #paused = false
  #working = 0
  #busy = false
  #timer: NodeJS.Timeout | undefined
  #sent = ''
  #open = false

  constructor(sources: StatusSources) {
    this.#sources = sources
  }

  get paused(): boolean {
    return this.#paused
  }

  /** Nothing may be sent before the client said `initialized`; from then on it knows the state. */
  start(): void {
    this.#open = true
    this.update()
  }

  pause(paused: boolean): void {
    this.#paused = paused
    this.update()
  }

  /** Runs a piece of work that makes the engine busy. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#working += 1
    this.#timer ??= setTimeout(() => this.#setBusy(true), busyAfterMs)
    try {
      return await work()
    } finally {
      this.#working -= 1
      if (this.#working === 0) {
        clearTimeout(this.#timer)
        this.#timer = undefined
        this.#setBusy(false)
      }
    }
  }

  update(): void {
    if (!this.#open) return
    const status = this.#status()
    const text = JSON.stringify(status)
    if (text === this.#sent) return
    this.#sent = text
    this.#sources.send(status)
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy
    this.update()
  }

  #status(): StatusParams {
    const lastMs = this.#sources.lastMs()
    const lastCompletion = this.#sources.lastCompletion?.()
    const completionModel = this.#sources.completionModel?.()
    return {
      ...this.#stateInWords(),
      ...(this.#paused ? { paused: true } : {}),
      ...(completionModel === undefined ? {} : { completionModel }),
      ...(lastMs === undefined ? {} : { lastMs }),
      ...(lastCompletion === undefined ? {} : { lastCompletion }),
    }
  }

  #stateInWords(): StatusParams {
    const { state, reason, language } = this.#sources
    const now = state()
    if (now.kind !== 'ready' || reason === undefined) return stateInWords(now, this.#busy, language())
    const info = { ...now.info, backendReason: reason(now.info.backendReason, () => this.update()) }
    return stateInWords({ ...now, info }, this.#busy, language())
  }
}

function stateInWords(state: HostState, busy: boolean, language: DisplayLanguage): StatusParams {
  switch (state.kind) {
    case 'noModel':
      return { state: 'noModel', ...problem(state.error, language), ...named(state.model) }
    case 'starting':
      return {
        state: 'starting',
        ...named(state.model),
        ...(state.trying === undefined ? {} : { detail: tryingText(state.trying, language) }),
      }
    case 'ready':
      return {
        state: busy ? 'busy' : 'ready',
        model: state.info.model,
        backend: backendOf(state.info),
        ...(state.info.adapters === undefined ? {} : { adapters: state.info.adapters.map(({ name }) => name) }),
        detail: inLanguage(state.info.backendReason, language),
      }
    case 'unloaded':
      return { state: 'ready', unloaded: true, ...named(state.model) }
    case 'failed':
      return { state: 'error', ...problem(state.error, language), ...named(state.model) }
    default:
      return unreachable(state)
  }
}

function problem(error: LatentError, language: DisplayLanguage): Pick<StatusParams, 'detail' | 'wayOut'> {
  const { message, wayOut } = errorText(error, language)
  return { detail: message, wayOut }
}

function named(model: string | undefined): { model?: string } {
  return model === undefined ? {} : { model }
}

const backendNames = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal', cpu: 'CPU', remote: 'Remote' } as const

function backendOf({ backend, device }: { backend: keyof typeof backendNames; device: string }): string {
  const name = backendNames[backend]
  if (backend === 'remote') return `remote: ${device}`
  // The processor needs no name, it is always the machine's own.
  return backend === 'cpu' || device === '' || device.toLowerCase() === name.toLowerCase() ? name : `${name} (${device})`
}
