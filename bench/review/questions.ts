import type { Engine, ScoreRequest } from '../../server/engine/engine.ts'
import type { ScoringEngine } from '../../server/features/review/likelihood.ts'
import { addFigures, noFigures, type RequestFigures } from '../../server/protocol/figures.ts'
import type { Trial } from './trial.ts'

/** Passes everything on to an engine and remembers what was asked for scores, with the answers. */
export class AskedQuestions {
  readonly asked: AskedScores[] = []
  readonly engine: ScoringEngine

  constructor(engine: Engine) {
    const score = engine.score?.bind(engine)
    if (score === undefined) throw new Error('This engine cannot tell how likely a text is: reviews need one that can.')
    this.engine = {
      info: () => engine.info(),
      complete: (request, signal) => engine.complete(request, signal),
      chat: (request, signal) => engine.chat(request, signal),
      score: async (request, signal) => {
        const scored = await score(request, signal)
        const logPs = scored.map((each) => each.logPs.reduce((sum, logP) => sum + logP, 0))
        this.asked.push({ request, logPs, figures: scored[0]?.figures ?? noFigures })
        return scored
      },
    }
  }

  /** What all of them cost together. */
  get figures(): RequestFigures {
    return this.asked.reduce((sum, { figures }) => addFigures(sum, figures), noFigures)
  }
}

export interface AskedScores {
  readonly request: ScoreRequest
  /** log P of each continuation as a whole, in nats. */
  readonly logPs: readonly number[]
  readonly figures: RequestFigures
}

/**
 * Whether edits of the faulty line were weighed against it: the line as written was scored beside others, at its own place. That is what
 * the first stage decides, however the prompts are laid out.
 */
export function looksAtFault(asked: readonly AskedScores[], { source, lines, fault }: Trial): boolean {
  if (fault === undefined) return false
  for (let line = fault.lines.startLine; line < fault.lines.endLine; line += 1) {
    const before = source.text.slice(source.lineStart(lines.startLine), source.lineStart(line))
    const written = source.lineText(line)
    const looked = asked.some(({ request: { prompt, continuations } }) => {
      const shown = prompt.kind === 'fim' ? prompt.prefix + prompt.typed : prompt.text
      return continuations.length > 1 && shown.endsWith(before) && continuations.some((each) => each.startsWith(written))
    })
    if (looked) return true
  }
  return false
}

/** Drops what the cache of reviews holds, so that no text profits from the one before it. */
export async function forgetPrompt(engine: ScoringEngine): Promise<void> {
  const prompt = { kind: 'text', text: '.' } as const
  await engine.score({ lane: 'user', sequence: 'review', prompt, continuations: ['.'] }, new AbortController().signal)
}
