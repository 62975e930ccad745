import type {
  ChatRequest,
  CompletionRequest,
  Engine,
  EngineInfo,
  ScoredText,
  ScoreRequest,
  TextDelta,
} from '../../../server/engine/engine.ts'
import { noFigures } from '../../../server/protocol/figures.ts'

/** What a scripted engine thinks of a text: its log P per occurrence of these words, everything else being certain. */
export type Opinions = Readonly<Record<string, number>>

export interface Script {
  readonly opinions?: Opinions
  /** Answer to every chat. */
  readonly claims?: string
  /** What stands in the place of any line that is to be completed. */
  readonly completion?: string
  /** Called before each request with its number; may throw. */
  readonly before?: (requestNumber: number) => void
}

const info: EngineInfo = {
  model: 'scripted',
  architecture: 'none',
  backend: 'cpu',
  device: 'none',
  backendReason: 'scripted',
  contextSize: 4096,
  kvCacheBytesPerToken: 0,
  calibrationKey: 'scripted',
  capabilities: { fim: true, chat: true, score: true },
}

/** Stands in for a model where only the wiring around it is tested: scores by a table, answers from a script. */
export class ScriptedEngine implements Engine {
  readonly requests: (ScoreRequest | ChatRequest | CompletionRequest)[] = []
  readonly #script: Script
  #asked = 0

  constructor(script: Script) {
    this.#script = script
  }

  async info(): Promise<EngineInfo> {
    return info
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    this.#begin(request, signal)
    return request.continuations.map((text) => this.#scored(text))
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<TextDelta> {
    this.#begin(request, signal)
    yield* answer(this.#script.claims ?? '[]')
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<TextDelta> {
    this.#begin(request, signal)
    yield* answer(this.#script.completion ?? '')
  }

  #begin(request: ScoreRequest | ChatRequest | CompletionRequest, signal: AbortSignal): void {
    signal.throwIfAborted()
    this.#script.before?.(this.#asked++)
    this.requests.push(request)
  }

  /** A token a character; a word of the table gives its log P to its first character. */
  #scored(text: string): ScoredText {
    const logPs = Array.from({ length: text.length }, () => 0)
    for (const [word, logP] of Object.entries(this.#script.opinions ?? {})) {
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) logPs[at] = (logPs[at] ?? 0) + logP
    }
    return {
      logPs,
      lengths: logPs.map(() => 1),
      preferred: logPs.map((logP) => ({ text: '', logP })),
      figures: { ...noFigures, promptTokens: 10, cachedTokens: 4 },
    }
  }
}

async function* answer(text: string): AsyncGenerator<TextDelta> {
  yield { kind: 'text', text }
  yield { kind: 'end', reason: 'endOfText', figures: { ...noFigures, promptTokens: 20, generatedTokens: 5 } }
}
