import type { TriedGpu } from '../../supervisedEngine.ts'
import { type ProbedBackend, type Trial, tryBackend } from '../backendProbe.ts'
import { isPassing } from './faultIn.ts'
import { KeptTrials } from './keptTrials.ts'
import { trialKey } from './trialKey.ts'

export interface BackendTrialsDeps {
  /** The bundled dist/probe.js. */
  readonly probePath: string
  readonly env: NodeJS.ProcessEnv
  /** Default: those of the user. */
  readonly kept?: KeptTrials
  /** A backend is about to be tried, which can take minutes the first time; called again with undefined when it is done. */
  readonly onTrying?: (backend: TriedGpu | undefined) => void
}

/**
 * Which backends really compute here. Each is tried once, in a process of its own; what was found is kept until something of the driver, the engine or the
 * system changes, a fault for a day at most. No method rejects.
 */
export class BackendTrials {
  readonly #deps: BackendTrialsDeps
  readonly #kept: KeptTrials

  constructor(deps: BackendTrialsDeps) {
    this.#deps = deps
    this.#kept = deps.kept ?? new KeptTrials(deps.env)
  }

  /** Why a backend is known not to compute here, before it is opened; undefined where nothing is known against it. */
  async knownFault(backend: ProbedBackend): Promise<string | undefined> {
    const verdict = await this.#kept.verdict(await this.#key(backend))
    return verdict?.kind === 'faulty' ? verdict.reason : undefined
  }

  /** Why a backend with this device, or these, does not compute here; undefined where it does. Tries it unless that is known. */
  async faultWith(backend: ProbedBackend, device: string): Promise<string | undefined> {
    const verdict = await this.#kept.verdict(await this.#key(backend))
    if (verdict?.kind === 'faulty') return verdict.reason
    if (verdict?.device === device) return undefined
    const trial = await this.tryAnew(backend)
    return trial.kind === 'works' ? undefined : trial.reason
  }

  /** Tries a backend whatever is known of it, and keeps what comes of it. */
  async tryAnew(backend: ProbedBackend): Promise<Trial> {
    const { probePath, env, onTrying } = this.#deps
    if (backend === 'off') return await tryBackend(probePath, backend, env)
    onTrying?.(backend)
    const trial = await tryBackend(probePath, backend, env)
    onTrying?.(undefined)
    await this.#keep(await this.#key(backend), trial)
    return trial
  }

  async #keep(key: string, trial: Trial): Promise<void> {
    if (trial.kind === 'works') await this.#kept.keep(key, { kind: 'works', device: trial.devices.join(', ') })
    else if (trial.kind === 'faulty' && !isPassing(trial.reason)) {
      await this.#kept.keep(key, { kind: 'faulty', reason: trial.reason })
    } else await this.#kept.forget(key)
  }

  async #key(backend: ProbedBackend): Promise<string> {
    // Without the engine's own files there is nothing that a verdict could be on.
    return await trialKey(backend, this.#deps.env).catch(() => backend)
  }
}
