import type { Connection } from 'vscode-languageserver'
import { type Dismissing, type DismissingDeps, serveDismissals } from './dismissalRequests.ts'
import { type KnownFindings, keepKnownFindings } from './knownFindings.ts'
import type { Language } from './language.ts'
import { ReviewAnswerCount, type ReviewAnswersDeps } from './reviewAnswers.ts'

export interface FindingLife {
  readonly dismissing: Dismissing
  readonly known: KnownFindings
  readonly answers: ReviewAnswerCount
}

type FindingLifeDeps = Omit<DismissingDeps, 'answers'> &
  Omit<ReviewAnswersDeps, 'findings'> & { readonly log: (line: string) => void; readonly language: Language }

const lookEveryMs = 10_000

/** What lasts of findings beyond their review: dismissals, what the user made of them, and what the next session knows of them. */
export function keepFindings(connection: Connection, deps: FindingLifeDeps): FindingLife {
  const answers = new ReviewAnswerCount(deps)
  setInterval(() => answers.settle(), lookEveryMs).unref()
  return {
    dismissing: serveDismissals(connection, { ...deps, answers }),
    known: keepKnownFindings(deps.findings, deps.log),
    answers,
  }
}
