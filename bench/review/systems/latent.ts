import { tmpdir } from 'node:os'
import type { SyntaxParser } from '../../../server/context/parser.ts'
import { RootedTypeChecker } from '../../../server/context/rootedTypeChecker.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import type { ReviewCache, UnitResult } from '../../../server/features/review/cache.ts'
import { reviewFile } from '../../../server/features/review/review.ts'
import type { Suspect } from '../../../server/features/review/suspect.ts'
import type { Finding, Incomplete } from '../../../server/protocol/finding.ts'
import type { ReviewStats } from '../../../server/protocol/requests.ts'
import { factsOf, isMended, touchesFault } from '../judge.ts'
import { AskedQuestions, forgetPrompt, looksAtFault } from '../questions.ts'
import type { Alarm, TrialRecord } from '../records.ts'
import type { Trial } from '../trial.ts'

/** Settings of `latent.review.precision` that each text is reviewed with; the first one's time and tokens are told. */
export const askedPrecisions = [0.8, 0.6, 0.9] as const

/** Type checkers hold whole packages in memory. */
const mostCheckers = 4

/** Latent's own review, by the same call as the editor's and the command line's. What is shown is what that gives. */
export class LatentReviewer {
  readonly #engine: Engine
  readonly #parser: SyntaxParser
  readonly #checkers = new Map<string, RootedTypeChecker>()

  constructor(engine: Engine, parser: SyntaxParser) {
    this.#engine = engine
    this.#parser = parser
  }

  async review(trial: Trial): Promise<{ readonly record: TrialRecord; readonly questions: AskedQuestions }> {
    const questions = new AskedQuestions(this.#engine)
    await forgetPrompt(questions.engine)
    questions.asked.length = 0
    const cache = new KeptResults()
    const [asked, ...others] = askedPrecisions
    const first = await this.#run(trial, asked, cache, questions)
    const looked = trial.fault === undefined ? undefined : looksAtFault(questions.asked, trial)
    // From the cache: the same suspects under other settings. At 0, everything that passes its checks is shown.
    const again = new AskedQuestions(this.#engine)
    const runs: { readonly precision: number; readonly run: Run }[] = [{ precision: asked, run: first }]
    // What did not come to its end is in no cache, and would be asked for again.
    const isWhole = first.incomplete === undefined
    if (isWhole) for (const precision of others) runs.push({ precision, run: await this.#run(trial, precision, cache, again) })
    const all = isWhole ? await this.#run(trial, 0, cache, again) : first
    const alarms = all.findings.map((finding) => {
      const shownAt = runs.filter(({ run }) => run.findings.some(({ id }) => id === finding.id)).map(({ precision }) => precision)
      return alarmOf(finding, trial, shownAt, cache.suspects)
    })
    const { promptTokens = 0, cachedTokens = 0, generatedTokens = 0, ms = 0 } = first.stats ?? {}
    return {
      questions,
      record: {
        ...factsOf(trial, 'latent'),
        alarms,
        ms,
        evaluatedTokens: promptTokens - cachedTokens + generatedTokens,
        ...(looked === undefined ? {} : { looked }),
        ...(first.incomplete === undefined ? {} : { incomplete: `${first.incomplete.reason} ${first.incomplete.detail ?? ''}` }),
      },
    }
  }

  async #run(trial: Trial, precision: number, cache: ReviewCache, { engine }: AskedQuestions): Promise<Run> {
    const { source, lines, root } = trial
    const ask = { source, lines: [lines], precision, dismissed: [] }
    const deps = {
      engine,
      parser: this.#parser,
      typeChecker: this.#checkerOf(root ?? tmpdir()),
      now: () => performance.now(),
      cache,
    }
    const findings: Finding[] = []
    let incomplete: Incomplete | undefined
    let stats: ReviewStats | undefined
    for await (const event of reviewFile(ask, deps, new AbortController().signal)) {
      if (event.kind === 'finding') findings.push(event.finding)
      else if (event.kind === 'incomplete') incomplete ??= event.part
      else if (event.kind === 'end') stats = event.stats
    }
    return { findings, ...(incomplete && { incomplete }), ...(stats && { stats }) }
  }

  #checkerOf(root: string): RootedTypeChecker {
    const checker = this.#checkers.get(root) ?? new RootedTypeChecker(root)
    this.#checkers.delete(root)
    this.#checkers.set(root, checker)
    for (const [oldest, other] of this.#checkers) {
      if (this.#checkers.size <= mostCheckers) break
      other.forget()
      this.#checkers.delete(oldest)
    }
    return checker
  }
}

interface Run {
  readonly findings: readonly Finding[]
  readonly incomplete?: Incomplete
  readonly stats?: ReviewStats
}

/** A cache of one text's review that tells what is in it. */
class KeptResults implements ReviewCache {
  readonly #results = new Map<string, UnitResult>()

  get suspects(): readonly Suspect[] {
    return [...this.#results.values()].flatMap(({ suspects }) => suspects)
  }

  get(key: string): UnitResult | undefined {
    return this.#results.get(key)
  }

  set(key: string, result: UnitResult): void {
    this.#results.set(key, result)
  }
}

function alarmOf(finding: Finding, trial: Trial, shownAt: readonly number[], suspects: readonly Suspect[]): Alarm {
  const { source } = trial
  const { range, quote, ruleId, confidence, fixes } = finding
  const [fix] = fixes
  const newText = fix?.edits[0]?.newText
  const suspect = suspects.find((each) => each.newText === newText && isAt(each, finding, trial))
  return {
    ...{ line: range.start.line, rule: ruleId, quote, confidence, shownAt },
    ...(newText === undefined ? {} : { newText }),
    right: touchesFault(trial, range),
    exact: fix?.edits.length === 1 && newText !== undefined && isMended(trial, mended(source.text, finding, trial, newText)),
    verified: fix?.verified === true,
    ...(suspect && { suspect: { kind: suspect.kind, signals: suspect.signals } }),
  }
}

function mended(text: string, { fixes, range }: Finding, { source }: Trial, newText: string): string {
  const { start, end } = fixes[0]?.edits[0]?.range ?? range
  return text.slice(0, source.offsetAt(start)) + newText + text.slice(source.offsetAt(end))
}

/** Suspects count from the beginning of their unit's first line. */
function isAt({ startOffset, endOffset }: Suspect, { range, origin }: Finding, { source, lines }: Trial): boolean {
  const base = source.lineStart(lines.startLine)
  return (
    origin !== 'rule' && base + startOffset === source.offsetAt(range.start) && base + endOffset === source.offsetAt(range.end)
  )
}
