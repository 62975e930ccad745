import type { MarkerFamily } from '../markers.ts'
import type { ConstraintDialect } from './constraints.ts'

/** What a server can do, as it was tried. */
export interface RemoteCapabilities {
  /** As the server calls it. */
  readonly model: string
  readonly server: 'llama.cpp' | 'vLLM' | 'Ollama' | 'Latent' | 'other'
  readonly contextSize: number
  /** Requests that it works on at the same time. */
  readonly parallel: number
  /** Raw completions: a prompt of our own, which all of the following need. */
  readonly completions: boolean
  /** The model's own markers for a gap; absent where it has none that we know, or where the server writes them. */
  readonly family?: MarkerFamily
  /**
   * The parts of a prompt go to the server as they are, which puts them into the model's form and spells the typed word anew: `latent serve`
   * (`server/serve/givenPrompt.ts`).
   */
  readonly takesParts: boolean
  /** What the server tells of its model, beside the name; absent where it tells nothing. */
  readonly told?: { readonly architecture: string; readonly calibrationKey: string }
  readonly constraints: ConstraintDialect
  /** Log-probabilities of what is written. */
  readonly logProbabilities: boolean
  /** Log-probabilities of a prompt, by the field `echo`. */
  readonly promptLogProbabilities: boolean
  /**
   * How given text is weighed. `forced`: the answer is constrained to the text's tokens, and their probabilities are those before the
   * constraint, on a prompt that stays cached. `prompt`: the text is the end of a prompt whose probabilities are told, which costs the
   * whole prompt each time. `asked`: the server has a request for it (`latent serve`). `none`: not at all.
   */
  readonly scores: 'asked' | 'forced' | 'prompt' | 'none'
  readonly chat: boolean
  /** Path of the request that tells tokens, where there is one. */
  readonly tokenize?: 'content' | 'prompt'
}
