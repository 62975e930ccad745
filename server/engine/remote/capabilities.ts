import type { MarkerFamily } from '../markers.ts'
import type { ConstraintDialect } from './constraints.ts'

/** What a server can do, as it was tried. */
export interface RemoteCapabilities {
  /** As the server calls it. */
  readonly model: string
  readonly server: 'llama.cpp' | 'vLLM' | 'Ollama' | 'other'
  readonly contextSize: number
  /** Requests that it works on at the same time. */
  readonly parallel: number
  /** Raw completions: a prompt of our own, which all of the following need. */
  readonly completions: boolean
  /** The model's own markers for a gap; absent where it has none that we know. */
  readonly family?: MarkerFamily
  readonly constraints: ConstraintDialect
  /** Log-probabilities of what is written. */
  readonly logProbabilities: boolean
  /** Log-probabilities of a prompt, by the field `echo`. */
  readonly promptLogProbabilities: boolean
  /**
   * How given text is weighed. `forced`: the answer is constrained to the text, and its tokens' probabilities are those before the
   * constraint, on a prompt that stays cached. `prompt`: the text is the end of a prompt whose probabilities are told, which costs the
   * whole prompt each time. `none`: not at all.
   */
  readonly scores: 'forced' | 'prompt' | 'none'
  readonly chat: boolean
  /** Path of the request that tells tokens, where there is one. */
  readonly tokenize?: 'content' | 'prompt'
}
