import { type Identified, withKeptIds } from '../features/review/identity.ts'
import type { ReportedFile } from '../features/review/rendering/reviewReport.ts'
import { counted } from '../features/review/rendering/words.ts'
import type { ReviewEvent } from '../features/review/review.ts'
import type { Finding, HeldBack } from '../protocol/finding.ts'
import { printable } from '../protocol/printable.ts'
import { formatBaseline } from './input/baselineFile.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { OutputFile } from './output/outputFile.ts'
import type { Report } from './output/report.ts'

type Found = Extract<ReviewEvent, { readonly kind: 'finding' | 'heldBack' }>

/** Why a finding of the baseline is held back. */
export const knownReason = 'It is in the baseline.'

/**
 * The events of one file's review, with the findings of the baseline held back. They are matched all together, by the signs by which
 * findings keep their identity, so they come at the end of their file.
 */
export async function* withoutKnown(
  events: AsyncIterable<ReviewEvent>,
  path: string,
  baseline: readonly Identified[],
): AsyncGenerator<ReviewEvent> {
  const known = baseline.filter(({ fingerprint }) => fingerprint.path === path)
  const found: Found[] = []
  for await (const event of events) {
    if (event.kind === 'finding' || event.kind === 'heldBack') found.push(event)
    else {
      if (event.kind === 'end') yield* withKnownHeldBack(found, known)
      yield event
    }
  }
}

/** What is held back anyway takes its part of the baseline too: otherwise a new finding nearby could take it instead. */
function withKnownHeldBack(found: readonly Found[], known: readonly Identified[]): readonly ReviewEvent[] {
  const ids = new Set(known.map(({ id }) => id))
  const matched = withKeptIds<Finding>(
    known,
    found.map(({ finding }) => finding),
  )
  return found.map((event, index) => {
    const id = matched[index]?.id
    if (event.kind === 'heldBack' || id === undefined || !ids.has(id)) return event
    return { kind: 'heldBack', finding: { ...event.finding, reason: knownReason } }
  })
}

/** Writes what is found into a baseline, and what the former one held back. */
export class BaselineWriter implements Report {
  readonly #file: OutputFile
  readonly #name: string
  readonly #findings: Finding[] = []

  private constructor(file: OutputFile, name: string) {
    this.#file = file
    this.#name = name
  }

  /** Rejects with outputNotWritable. */
  static async of(name: string, workingFolder: string): Promise<BaselineWriter> {
    return new BaselineWriter(await OutputFile.at(name, workingFolder), name)
  }

  progress(): void {}

  finding(_file: ReportedFile, finding: Finding): void {
    this.#findings.push(finding)
  }

  heldBack(_file: ReportedFile, { reason, ...finding }: HeldBack): void {
    if (reason === knownReason) this.#findings.push(finding)
  }

  incomplete(): void {}

  end(): void {}

  /**
   * Saves the file and gives the exit code of a run that accepts what it found. A review that did not come to its end leaves the
   * file as it is, because the rest would be missing. Rejects with outputNotWritable.
   */
  async finish(code: ExitCode, err: NodeJS.WritableStream): Promise<ExitCode> {
    const name = printable(this.#name)
    if (code !== exitCode.clean && code !== exitCode.findings) {
      err.write(`latent: ${name} is left as it is, because the review did not come to its end.\n`)
      return code
    }
    this.#file.write(formatBaseline(this.#findings))
    await this.#file.save()
    err.write(`${counted(this.#findings.length, 'finding')} written to ${name}.\n`)
    return exitCode.clean
  }
}
