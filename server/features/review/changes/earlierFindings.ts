import { type Change, isEmpty, joined, type LineSpan, lineBefore, overlap } from '../../../context/changes.ts'
import { SourceText } from '../../../context/source.ts'
import type { Finding } from '../../../protocol/finding.ts'
import { textHash } from '../fingerprint.ts'
import { type ReviewAsk, type ReviewDeps, reviewFile } from '../review.ts'
import type { ChangedText } from './changedText.ts'

/** Why a finding of a changed line is held back that the lines had before. */
export const earlierReason = 'It was there before the change.'

/** What a review of the old text is asked with. */
export interface EarlierAsk extends Pick<ReviewAsk, 'precision'> {
  /** Milliseconds that are left; undefined: as long as it takes. */
  readonly timeLeftMs: () => number | undefined
}

/**
 * Tells which findings of a changed text its old text had already. The old text is reviewed in the same manner, but only where something was
 * found in the new one, and only on lines that have the same quote: what does not stand there cannot have been found there.
 */
export class EarlierFindings {
  readonly #text: ChangedText
  readonly #before: SourceText | undefined
  readonly #ask: EarlierAsk
  readonly #deps: ReviewDeps
  readonly #signal: AbortSignal
  /** Earlier findings that a new one was matched with: one fault of before excuses one of now. */
  readonly #taken = new Set<string>()

  constructor(text: ChangedText, ask: EarlierAsk, deps: ReviewDeps, signal: AbortSignal) {
    const { source, change } = text
    this.#text = text
    this.#before = change.before === undefined ? undefined : new SourceText(source.path, source.languageId, change.before)
    this.#ask = ask
    this.#deps = deps
    this.#signal = signal
  }

  /** Whether the same rule spoke of the same words in the same place before. What cannot be told counts as new. */
  async has(finding: Finding): Promise<boolean> {
    const before = this.#before
    if (before === undefined) return false
    const lines = linesWithQuote(before, linesBefore(finding, this.#text, before), finding.quote)
    if (lines.length === 0) return false
    const same = (await this.#findingsIn(before, lines)).filter(
      (earlier) => !this.#taken.has(placeOf(earlier)) && isSameFault(earlier, finding),
    )
    const match = same.find((earlier) => earlier.fingerprint.lineHash === finding.fingerprint.lineHash) ?? same[0]
    if (match !== undefined) this.#taken.add(placeOf(match))
    return match !== undefined
  }

  async #findingsIn(source: SourceText, lines: readonly LineSpan[]): Promise<readonly Finding[]> {
    const budgetMs = this.#ask.timeLeftMs()
    const ask = { source, lines, precision: this.#ask.precision, dismissed: [], ...(budgetMs === undefined ? {} : { budgetMs }) }
    const found: Finding[] = []
    for await (const event of reviewFile(ask, this.#deps, this.#signal)) if (event.kind === 'finding') found.push(event.finding)
    return found
  }
}

/** Findings of one text that stand in the same place by the same rule are one. */
function placeOf({ ruleId, range: { start, end } }: Finding): string {
  return [ruleId, start.line, start.character, end.line, end.character].join(' ')
}

function isSameFault(a: Finding, b: Finding): boolean {
  return a.ruleId === b.ruleId && textHash(a.quote) === textHash(b.quote)
}

/** Lines of the old text that a finding's lines stand for: themselves, those that they replaced, and equal ones that were moved. */
function linesBefore({ range }: Finding, { source, change }: ChangedText, before: SourceText): readonly LineSpan[] {
  const lines: LineSpan[] = []
  for (let line = range.start.line; line <= range.end.line; line += 1) {
    const unchanged = lineBefore(line, change)
    if (unchanged !== undefined) lines.push({ startLine: unchanged, endLine: unchanged + 1 })
    else lines.push(...replacedBy(line, change), ...movedTo(source.lineText(line), change, before))
  }
  return joined(lines)
}

function replacedBy(line: number, { hunks }: Change): readonly LineSpan[] {
  const own = { startLine: line, endLine: line + 1 }
  return hunks.filter(({ after }) => overlap(after, own)).flatMap(({ before }) => (isEmpty(before) ? [] : [before]))
}

function movedTo(text: string, { hunks }: Change, before: SourceText): readonly LineSpan[] {
  const hash = textHash(text)
  return hunks.flatMap(({ before: { startLine, endLine } }) =>
    Array.from({ length: endLine - startLine }, (_, index) => startLine + index)
      .filter((line) => textHash(before.lineText(line)) === hash)
      .map((line) => ({ startLine: line, endLine: line + 1 })),
  )
}

/** Of these lines, those that the first line of the quote stands in. */
function linesWithQuote(source: SourceText, spans: readonly LineSpan[], quote: string): readonly LineSpan[] {
  const words =
    quote
      .trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.trimEnd() ?? ''
  return spans.flatMap(({ startLine, endLine }) =>
    Array.from({ length: endLine - startLine }, (_, index) => startLine + index)
      .filter((line) => source.lineText(line).includes(words))
      .map((line) => ({ startLine: line, endLine: line + 1 })),
  )
}
