import { unreachable } from '../../../protocol/unreachable.ts'
import type { TriedGpu } from '../../supervisedEngine.ts'
import { type ProbedBackend, type Trial, tryBackend } from '../backendProbe.ts'
import { isPassing } from './faultIn.ts'
import { KeptTrials, type Verdict } from './keptTrials.ts'
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
    const verdict = await this.#verdict(backend)
    return verdict?.kind === 'faulty' ? verdict.reason : undefined
  }

  /** Why a backend with this device, or these, does not compute here; undefined where it does. Tries it unless that is known. */
  async faultWith(backend: ProbedBackend, device: string): Promise<string | undefined> {
    const verdict = await this.#verdict(backend)
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
    const verdict = verdictOf(trial)
    const key = await this.#key(backend)
    if (verdict !== undefined && key !== undefined) await this.#kept.keep(key, verdict)
    return trial
  }

  async #verdict(backend: ProbedBackend): Promise<Verdict | undefined> {
    const key = await this.#key(backend)
    return key === undefined ? undefined : await this.#kept.verdict(key)
  }

  /** Undefined where the engine's own files cannot be read: nothing is kept then. */
  #key(backend: ProbedBackend): Promise<string | undefined> {
    return trialKey(backend, this.#deps.env).catch(() => undefined)
  }
}

/** What is worth keeping of a trial. */
function verdictOf(trial: Trial): Verdict | undefined {
  switch (trial.kind) {
    case 'works':
      return { kind: 'works', device: trial.devices.join(', ') }
    case 'faulty':
      return isPassing(trial.reason) ? undefined : { kind: 'faulty', reason: trial.reason }
    case 'absent':
      return undefined
    default:
      return unreachable(trial)
  }
}
