import { join } from 'node:path'
import type { SyntaxParser } from '../../server/context/parser.ts'
import type { Engine } from '../../server/engine/engine.ts'
import type { CorpusFile } from '../completion/corpus.ts'
import { injectedPairs, type TrialPair } from './injected.ts'
import { mendedTrial, type OneLineBug, preferenceOf, readOneLineBugs } from './oneLineBugs.ts'
import type { MeasuredPart, Options } from './options.ts'
import { publishedPairs } from './published/published.ts'
import { AskedQuestions } from './questions.ts'
import type { PrefixRecord, Results, TrialRecord } from './records.ts'
import { isMeasured } from './resume.ts'
import type { Job } from './schedule.ts'
import type { SecurityPair } from './security/pair.ts'
import { securityPairs } from './security/pairs.ts'
import { securityTrials } from './securityTrials.ts'
import { askedAlone } from './sharedPrefix.ts'
import { eslintReview } from './systems/eslint.ts'
import { LatentReviewer } from './systems/latent.ts'
import { naiveReview } from './systems/naive.ts'
import type { Trial } from './trial.ts'
import { untouchedFiles } from './untouched.ts'

/** Lays out what is to be measured, and gathers what was. */
export class Bench {
  readonly #engine: Engine
  readonly #parser: SyntaxParser
  readonly #options: Options
  readonly #latent: LatentReviewer
  readonly #save: (results: Results) => void
  #results: Results

  constructor(engine: Engine, parser: SyntaxParser, options: Options, start: Results, save: (results: Results) => void) {
    this.#engine = engine
    this.#parser = parser
    this.#options = options
    this.#latent = new LatentReviewer(engine, parser)
    this.#save = save
    this.#results = start
  }

  get results(): Results {
    return this.#results
  }

  /** What is left to measure, a list for each part. Throws where the packages do not suffice. */
  async jobs(files: readonly CorpusFile[]): Promise<readonly (readonly Job[])[]> {
    const { half, count, lines, pairs, seed, functions, parts, naive, full } = this.#options
    // Without --full every other function is enough for the comparison: half an hour is short.
    const asksNaively = (index: number) => naive && (full || index % 2 === 0)
    const has = (part: MeasuredPart) => parts.includes(part)
    const injected = has('injected') || has('prefix') ? await injectedPairs(files, half, count, seed, this.#parser) : []
    const used = new Set(injected.map(({ correct: { root = '', source } }) => join(root, source.path)))
    return [
      has('injected') ? injected.flatMap((pair, index) => this.#pairJobs([pair], asksNaively(index))) : [],
      has('security') ? this.#pairJobs(securityTrials(securityPairs, half).slice(0, pairs), false) : [],
      // Published suites are never tuned on.
      has('published') && half === 'heldOut'
        ? this.#pairJobs(securityTrials(await this.#publishedPairs(), half, 'published').slice(0, pairs), false)
        : [],
      has('untouched') ? untouchedFiles(files, half, lines, seed, used).flatMap((trial) => this.#jobOf([trial], false)) : [],
      has('oneLine') ? this.#oneLineJobs() : [],
      has('prefix') ? injected.slice(0, functions).flatMap(({ correct }) => this.#prefixJob(correct)) : [],
    ]
  }

  #publishedPairs(): Promise<readonly SecurityPair[]> {
    return publishedPairs('.cache/bench-security', this.#parser, (line) => console.error(line))
  }

  #pairJobs(pairs: readonly TrialPair[], naive: boolean): readonly Job[] {
    return pairs.flatMap(({ correct, faulty }) => this.#jobOf([correct, faulty], naive))
  }

  /** Every system's look at some texts; nothing where they were all measured before. */
  #jobOf(trials: readonly Trial[], naive: boolean): readonly Job[] {
    const [first] = trials
    const due = trials.filter(
      (trial) => !isMeasured(this.#results, trial, 'latent') || (naive && !isMeasured(this.#results, trial, 'naive')),
    )
    if (first === undefined || due.length === 0) return []
    const run = async () => {
      for (const trial of due) await this.#look(trial, naive)
    }
    return [{ part: first.part, name: first.id, run }]
  }

  async #look(trial: Trial, naive: boolean): Promise<void> {
    const found: TrialRecord[] = []
    if (!isMeasured(this.#results, trial, 'latent')) found.push((await this.#latent.review(trial)).record)
    if (naive && !isMeasured(this.#results, trial, 'naive')) found.push(await naiveReview(trial, this.#engine))
    const linted = isMeasured(this.#results, trial, 'eslint') ? undefined : eslintReview(trial)
    if (linted !== undefined) found.push(linted)
    this.#add({ trials: [...this.#results.trials, ...found] })
  }

  #oneLineJobs(): readonly Job[] {
    const { oneLineBugs, half } = this.#options
    const bugs = oneLineBugs === undefined ? undefined : readOneLineBugs(oneLineBugs, half)
    if (bugs === undefined) {
      console.error(
        `Real bugs of one line are left out: ${oneLineBugs === undefined ? '--one-line-bugs names no file' : `there is no ${oneLineBugs}`}.`,
      )
      return []
    }
    return bugs.flatMap((bug) => [...this.#preferenceJob(bug), ...this.#jobOf([mendedTrial(bug, half)], false)])
  }

  #preferenceJob(bug: OneLineBug): readonly Job[] {
    if (this.#results.preferences.some(({ id }) => id === bug.id)) return []
    const run = async () => {
      const preference = await preferenceOf(bug, new AskedQuestions(this.#engine).engine, this.#parser)
      if (preference !== undefined) this.#add({ preferences: [...this.#results.preferences, preference] })
    }
    return [{ part: 'preference', name: bug.id, run }]
  }

  #prefixJob(trial: Trial): readonly Job[] {
    if (this.#results.prefixes.some(({ id }) => id === trial.id)) return []
    const { questions: most, seed } = this.#options
    const run = async () => {
      const { questions } = await this.#latent.review(trial)
      const record: PrefixRecord = await askedAlone(trial, questions, new AskedQuestions(this.#engine).engine, most, seed)
      this.#add({ prefixes: [...this.#results.prefixes, record] })
    }
    return [{ part: 'prefix', name: trial.id, run }]
  }

  #add(measured: Partial<Results>): void {
    this.#results = { ...this.#results, ...measured }
    this.#save(this.#results)
  }
}
