import { type Identified, withKeptIds } from '../features/review/identity.ts'
import { counted } from '../features/review/rendering/reportTexts.ts'
import type { ReportedFile } from '../features/review/rendering/reviewReport.ts'
import type { ReviewEvent } from '../features/review/review.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { Finding, HeldBack } from '../protocol/finding.ts'
import { printable } from '../protocol/printable.ts'
import type { Host } from './host.ts'
import { formatBaseline } from './input/baselineFile.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { OutputFile } from './output/outputFile.ts'
import type { Report } from './output/report.ts'

type Found = Extract<ReviewEvent, { readonly kind: 'finding' | 'heldBack' }>

/** Why a finding of the baseline is held back. */
export const knownReason = 'It is in the baseline.'

/**
 * Holds back the findings of a baseline. Those of a file are matched all together, by the signs by which findings keep their identity, so
 * they come at the end of their file.
 */
export class WithoutKnown {
  readonly #baseline: readonly Identified[]
  readonly #found = new Map<string, Found[]>()

  constructor(baseline: readonly Identified[]) {
    this.#baseline = baseline
  }

  /** What there is to tell when this happens in the review of a file; `path` is the one that fingerprints name. */
  pass(event: ReviewEvent, path: string): readonly ReviewEvent[] {
    if (this.#baseline.length === 0) return [event]
    const found = this.#found.get(path) ?? []
    switch (event.kind) {
      case 'finding':
      case 'heldBack':
        this.#found.set(path, [...found, event])
        return []
      case 'end': {
        this.#found.delete(path)
        const known = this.#baseline.filter(({ fingerprint }) => fingerprint.path === path)
        return [...withKnownHeldBack(found, known), event]
      }
      default:
        return [event]
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
  async finish(code: ExitCode, { err, language }: Pick<Host, 'err' | 'language'>): Promise<ExitCode> {
    const name = printable(this.#name)
    if (code !== exitCode.clean && code !== exitCode.findings) {
      err.write(`latent: ${texts[language].leftAsItIs(name)}\n`)
      return code
    }
    this.#file.write(formatBaseline(this.#findings))
    await this.#file.save()
    err.write(`${texts[language].written(this.#findings.length, name)}\n`)
    return exitCode.clean
  }
}

const texts = {
  en: {
    leftAsItIs: (name: string) => `${name} is left as it is, because the review did not come to its end.`,
    written: (count: number, name: string) => `${counted(count, 'finding')} written to ${name}.`,
  },
  zh: {
    leftAsItIs: (name: string) => `审查未完成，因此 ${name} 保持不变。`,
    written: (count: number, name: string) => `已将 ${count} 个问题写入 ${name}。`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
