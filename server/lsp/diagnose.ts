import type { SourceText } from '../context/source.ts'
import { noFixReasons } from '../features/edit/diagnose/choice.ts'
import { type Diagnosis, diagnose } from '../features/edit/diagnose/diagnose.ts'
import type { Mended, Problem } from '../features/edit/diagnose/problem.ts'
import { proposalsOf } from '../features/edit/diagnose/proposal.ts'
import type { DiagnoseParams, DiagnoseResult, ShownError } from '../protocol/diagnose.ts'
import type { EditOutcome } from '../protocol/edits.ts'
import { type EditRequestDeps, onDocument } from './editRequest.ts'
import type { Progress } from './progress.ts'
import type { ReviewTools } from './reviewTools.ts'

export interface DiagnoseRequestDeps extends EditRequestDeps {
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'refactorings' | 'compiler'>
  readonly now: () => number
}

/** What was found out last: whoever asks for another mend of the same error does not wait for the search again. */
interface Known {
  readonly key: string
  readonly version: number
  readonly diagnosis: Diagnosis
}

/** Answers `latent/diagnose`. */
export class Diagnoses {
  readonly #deps: DiagnoseRequestDeps
  #last: Known | undefined

  constructor(deps: DiagnoseRequestDeps) {
    this.#deps = deps
  }

  /** A mend of the error in the document of now. Nothing is applied. Rejects as `onDocument` does. */
  async mend(params: DiagnoseParams, begin: (cancel: () => void) => Progress, signal: AbortSignal): Promise<DiagnoseResult> {
    const { attempt = 0, textDocument } = params
    const { documents, folders, tools, now } = this.#deps
    const { outcome, version, figures } = await onDocument(
      textDocument.uri,
      this.#deps,
      begin,
      async ({ uri, source, deps }, both) => {
        const known = this.#known(params, documents.get(uri)?.version)
        const compiler = tools.compiler(folders.folderOf(uri))
        const diagnosis =
          known ?? (await diagnose({ source, problem: problemOf(params, source) }, { ...deps, compiler, now }, both))
        return { diagnosis, proposals: proposalsOf(source, diagnosis) }
      },
      signal,
    )
    const { diagnosis, proposals } = outcome
    this.#last = { key: keyOf(params), version, diagnosis }
    const proposal = proposals[attempt]
    return {
      outcome: proposal === undefined ? refused(diagnosis) : { kind: 'proposed', proposal },
      others: proposals.filter((each) => each !== proposal),
      isVerified: diagnosis.isVerified,
      version,
      figures,
    }
  }

  /** The best mend of an error as it was found for the document of now; undefined where nobody looked for one, or there is none. */
  known(error: ShownError, source: SourceText): Mended | undefined {
    const choice = this.#known(error, this.#deps.documents.get(error.textDocument.uri)?.version)?.choice
    const best = choice?.kind === 'clear' ? choice.best : choice?.kind === 'choice' ? choice.among[0] : undefined
    return best !== undefined && best.endOffset <= source.text.length ? best : undefined
  }

  #known(params: ShownError, version: number | undefined): Diagnosis | undefined {
    const last = this.#last
    return last?.key === keyOf(params) && last.version === version ? last.diagnosis : undefined
  }
}

/** The error by offsets. An empty range stands for the word at it, as some programs only tell where an error begins. */
export function problemOf({ range, message, code, source: program }: ShownError, source: SourceText): Problem {
  const startOffset = source.offsetAt(range.start)
  const endOffset = Math.max(startOffset, source.offsetAt(range.end))
  const word = /^[\p{L}\p{N}_$]+/u.exec(source.text.slice(startOffset, startOffset + longestWord))?.[0].length ?? 0
  return {
    startOffset,
    endOffset: endOffset === startOffset ? startOffset + word : endOffset,
    message,
    ...(code === undefined ? {} : { code }),
    ...(program === undefined ? {} : { source: program }),
  }
}

const longestWord = 100

function refused({ choice }: Diagnosis): EditOutcome {
  return { kind: 'refused', reason: choice.kind === 'none' ? noFixReasons[choice.reason] : shownAlready }
}

/** For the user, in English; its Chinese is in `protocol/chinese`. */
const shownAlready = 'The other mends were shown already.'

function keyOf({ textDocument: { uri }, range, message, code }: ShownError): string {
  return JSON.stringify([uri, range, message, code])
}
