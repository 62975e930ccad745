import type { CompletionSyntax } from '../../context/completionSyntax.ts'
import type { SourceText } from '../../context/source.ts'
import type { CompletionRequest, ContextFile, Engine } from '../../engine/engine.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Position } from '../../protocol/text.ts'
import { keptAnchor, newAnchor } from './anchor.ts'
import { type CompletionAnswer, joined, nothingToAdd } from './answer.ts'
import { PromptSpeed } from './budget.ts'
import type { Calibration } from './calibration.ts'
import { candidateOf } from './choice.ts'
import { judge } from './judgement.ts'
import { linePlanAt } from './linePlan.ts'
import type { Place } from './place.ts'
import { endsLine, requestAt, tokensPerLine, withFiles } from './request.ts'
import { forgetFiles, isBusy, isShown, type Session, shelve, stop } from './session.ts'
import { situationAt } from './situation.ts'
import { Trail } from './trail.ts'
import { trimCompletion } from './trim.ts'
import { disturbs } from './wordPlace.ts'
import { Writing } from './writing.ts'

export interface CompletionAsk {
  /** Tells documents apart: a URI or a path. */
  readonly document: string
  readonly source: SourceText
  readonly position: Position
  readonly trigger: 'automatic' | 'invoked'
  readonly settings: Pick<Settings, 'completion.maxLines' | 'completion.multiline' | 'completion.minimumConfidence'>
  /** What the suggest widget would insert at the cursor; completions begin with it. */
  readonly selectedText?: string
  /** Whether to write on while the engine is idle. */
  readonly ahead?: boolean
}

/** What a completer looks at beside the engine; each may be absent. */
export interface CompleterDeps {
  /** Loaded when first asked for. */
  syntax?(): Promise<CompletionSyntax>
  /** Code of other files for a place, at most so many characters; what changes least comes first. */
  related?(document: string, position: Position, characters: number): Promise<readonly ContextFile[]>
  /** Finds out what `related` could not tell at once. Takes a moment: it is asked for only while nobody waits. */
  lookAround?(document: string, position: Position): Promise<void>
  /** From the model's confidence to the probability that the user takes a completion. */
  calibration?(calibrationKey: string): Calibration
}

/** Answers offered when asked by hand. */
const invokedVariants = 3
/** Lines written ahead of the one that is shown. */
const linesAhead = 2

/** Completes code. Keeps, for each document, the anchor of its prompt and what the model wrote last. */
export class Completer {
  readonly #engine: Engine
  readonly #deps: CompleterDeps
  readonly #speed = new PromptSpeed()
  readonly #sessions = new Map<string, Session>()

  constructor(engine: Engine, deps: CompleterDeps = {}) {
    this.#engine = engine
    this.#deps = deps
  }

  /**
   * What may follow the cursor, the likeliest first, or why there is nothing worth showing. Rejects with a LatentError, or with the signal's
   * reason once it is aborted; what the model writes then goes on, because the next key mostly waits for the same text.
   */
  async complete(ask: CompletionAsk, signal: AbortSignal): Promise<CompletionAnswer> {
    const situation = situationAt(ask.source, ask.position, ask.selectedText)
    const session = this.#session(ask.document)
    session.reading?.abort()
    if (ask.trigger === 'automatic' && disturbs(situation) && !isShown(session, situation)) {
      return { kind: 'nothing', reason: 'middleOfWord' }
    }
    const place = { ask, situation, plan: await linePlanAt(ask, await this.#deps.syntax?.()) }
    const known = await this.#known(place, session, signal)
    const answer = known ?? (await this.#write(place, session, signal))
    if (answer.kind === 'shown' && ask.ahead === true) this.#writeAhead(place, session)
    return answer
  }

  /**
   * The cursor rests here: reads the prompt ahead of the next key, then writes what would be shown. Ends at once when a completion is
   * asked for. Rejects with a LatentError.
   */
  async rest(ask: CompletionAsk): Promise<void> {
    const situation = situationAt(ask.source, ask.position)
    const session = this.#session(ask.document)
    if (session.trails.some((trail) => trail.along(situation) !== undefined)) return
    stop(session)
    const reading = new AbortController()
    session.reading = reading
    try {
      const place = { ask, situation, plan: await linePlanAt(ask, await this.#deps.syntax?.()) }
      await this.#deps.lookAround?.(ask.document, ask.position)
      await this.#refreshFiles(ask, session, reading.signal)
      if (reading.signal.aborted) return
      const request = await this.#request(place, session)
      if (reading.signal.aborted) return
      const read = this.#engine.complete({ ...request, lane: 'ahead', maxTokens: 0 }, reading.signal)
      for await (const delta of read) if (delta.kind === 'end') this.#speed.read(delta.figures)
      if (reading.signal.aborted || disturbs(situation)) return
      shelve(session)
      this.#start(place, session, { ...request, lane: 'ahead' })
    } catch (error) {
      if (!reading.signal.aborted) throw error
    } finally {
      if (session.reading === reading) delete session.reading
    }
  }

  /** Code of other files is not to be shown any more, or not the same: the next prompts ask for it anew. */
  forgetFiles(): void {
    for (const session of this.#sessions.values()) forgetFiles(session)
  }

  /** Forgets a document that was closed. */
  close(document: string): void {
    const session = this.#sessions.get(document)
    if (session !== undefined) stop(session)
    this.#sessions.delete(document)
  }

  #session(document: string): Session {
    const known = this.#sessions.get(document)
    if (known !== undefined) return known
    const session: Session = { trails: [], older: [], invoked: false }
    this.#sessions.set(document, session)
    return session
  }

  /** The answer by what the model wrote, or is writing, for what the user types along; undefined where it must write something else. */
  async #known(place: Place, session: Session, signal: AbortSignal): Promise<CompletionAnswer | undefined> {
    const { ask, situation } = place
    if (ask.trigger === 'invoked' && !session.invoked) return undefined
    const answers: CompletionAnswer[] = []
    for (const trail of session.trails) {
      if (trail.along(situation) === undefined) continue
      const answer = await this.#along(place, trail, session, signal)
      if (answer !== undefined) answers.push(answer)
    }
    return joined(answers) ?? (await this.#fromOlder(place, session, signal))
  }

  /** The user took keys back: what was written at the place before still stands. */
  async #fromOlder(place: Place, session: Session, signal: AbortSignal): Promise<CompletionAnswer | undefined> {
    const trail = session.older.find((each) => (each.along(place.situation) ?? each.text.length) < each.text.length)
    if (trail === undefined || place.ask.trigger === 'invoked') return undefined
    const answer = await this.#along(place, trail, session, signal)
    if (answer === undefined) return undefined
    stop(session)
    session.older = session.older.filter((each) => each !== trail)
    shelve(session)
    session.trails = [trail]
    return answer
  }

  /** Has the model write at the cursor: one answer, or several different ones when asked by hand. */
  async #write(place: Place, session: Session, signal: AbortSignal): Promise<CompletionAnswer> {
    signal.throwIfAborted()
    stop(session)
    const drafts = session.trails.map((trail) => trail.text).filter((text) => text !== '')
    const request = { ...(await this.#request(place, session)), drafts }
    signal.throwIfAborted()
    shelve(session)
    session.invoked = place.ask.trigger === 'invoked'
    const answers: CompletionAnswer[] = []
    for (let variant = 0; variant < (session.invoked ? invokedVariants : 1); variant += 1) {
      const trail = this.#start(place, session, { ...request, variant })
      answers.push((await this.#along(place, trail, session, signal)) ?? nothingToAdd)
    }
    return joined(answers) ?? nothingToAdd
  }

  /** What a trail has for the cursor, waiting for the model where it still writes; undefined where it must write something else. */
  async #along(place: Place, trail: Trail, session: Session, signal: AbortSignal): Promise<CompletionAnswer | undefined> {
    let fromMemory = true
    for (;;) {
      const typed = trail.along(place.situation)
      if (typed === undefined) return undefined
      const writing = session.writing?.trail === trail ? session.writing : undefined
      const ended = writing?.ended ?? true
      const candidate = candidateOf(trail, typed, place.situation, place.plan, ended)
      switch (candidate.kind) {
        case 'exhausted':
          // Who waited for it is told why nothing came; the next one begins anew.
          if (!fromMemory && writing?.error !== undefined) throw writing.error
          return undefined
        case 'nothing':
          return nothingToAdd
        case 'standing':
          return this.#shown(place, trail, typed, candidate.text, fromMemory)
        case 'new': {
          const syntax = await this.#deps.syntax?.()
          const verdict = await judge(candidate.text, place, syntax, {
            probabilityOf: (text) => this.#probability(trail, typed, text),
            joins: (texts) => this.#joins(texts, place, session, signal),
          })
          // What nobody sees any more does not count as shown.
          signal.throwIfAborted()
          return verdict.kind === 'show' ? this.#shown(place, trail, typed, verdict.text, fromMemory) : verdict
        }
        case 'more':
          fromMemory = false
          await writing?.more(signal)
          break
      }
    }
  }

  /** How likely the user takes a text that the trail goes on with. */
  async #probability(trail: Trail, typed: number, text: string): Promise<number> {
    const confidence = trail.confidence(typed, text)
    const { calibrationKey } = await this.#engine.info()
    return this.#deps.calibration?.(calibrationKey).probability(confidence) ?? confidence
  }

  /** How likely the text ends after each of these, which is where a prompt's suffix goes on. */
  async #joins(
    texts: readonly string[],
    { ask, situation }: Place,
    session: Session,
    signal: AbortSignal,
  ): Promise<readonly number[] | undefined> {
    const anchor = keptAnchor(session.anchor, situation)
    if (anchor === undefined || this.#engine.score === undefined) return undefined
    const { lane, sequence, document, prompt } = requestAt(anchor, situation, ask)
    const request = { lane, sequence, prompt, continuations: texts, ends: true, ...(document === undefined ? {} : { document }) }
    const scored = await this.#engine.score(request, signal)
    return scored.map(({ endLogP }) => endLogP ?? Number.NEGATIVE_INFINITY)
  }

  #shown({ ask }: Place, trail: Trail, typed: number, text: string, fromMemory: boolean): CompletionAnswer {
    trail.shownTo = Math.max(trail.shownTo, typed + text.length)
    const { source, position, selectedText = '' } = ask
    const cursor = source.positionAt(source.offsetAt(position))
    const completion = {
      range: { start: cursor, end: cursor },
      text: (selectedText + text).replaceAll('\n', source.lineEnd),
      confidence: trail.confidence(typed, text),
    }
    return { kind: 'shown', completions: [completion], fromMemory }
  }

  #start({ situation, plan }: Place, session: Session, request: CompletionRequest): Trail {
    const trail = new Trail(situation)
    session.trails = [...session.trails, trail]
    session.writing = new Writing(this.#engine, request, trail, (text) => trimCompletion(text, situation, plan, false).complete)
    return trail
  }

  /** Writes the next lines while the user reads what is shown. */
  #writeAhead({ ask, situation }: Place, session: Session): void {
    const trail = session.trails.find((each) => each.along(situation) !== undefined)
    const typed = trail?.along(situation)
    if (trail === undefined || typed === undefined || session.anchor === undefined || isBusy(session)) return
    const from = trail.shownTo
    if (trail.writtenAheadOf === from || !endsLine(situation)) return
    trail.writtenAheadOf = from
    const whole = { ...situation, before: situation.before + trail.text.slice(typed) }
    if (keptAnchor(session.anchor, whole) === undefined || hasLines(trail.text.slice(from), 1)) return
    const request: CompletionRequest = {
      ...requestAt(session.anchor, whole, ask),
      lane: 'ahead',
      maxTokens: linesAhead * tokensPerLine,
    }
    session.writing = new Writing(this.#engine, request, trail, (text) => hasLines(text.slice(from), linesAhead))
  }

  async #request({ ask, situation, plan }: Place, session: Session): Promise<CompletionRequest> {
    const budget = this.#speed.budget(await this.#engine.info())
    session.files ??= await this.#related(ask, budget.files)
    session.anchor =
      keptAnchor(session.anchor, situation) ?? newAnchor(situation, withFiles(budget, session.files), session.files)
    return requestAt(session.anchor, situation, { ...ask, plan })
  }

  /** Code of other files may have changed since the last prompt; a new one is worth its price only while nobody waits. */
  async #refreshFiles(ask: CompletionAsk, session: Session, signal: AbortSignal): Promise<void> {
    const files = await this.#related(ask, this.#speed.budget(await this.#engine.info()).files)
    // A key came meanwhile: its prompt is under way, and would have to be read again for the one after it.
    if (signal.aborted || JSON.stringify(files) === JSON.stringify(session.files)) return
    session.files = files
    delete session.anchor
  }

  async #related({ document, position }: CompletionAsk, characters: number): Promise<readonly ContextFile[]> {
    return (await this.#deps.related?.(document, position, characters)) ?? []
  }
}

/** Whole lines with something on them. */
function hasLines(text: string, count: number): boolean {
  return (
    text
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.trim() !== '').length >= count
  )
}
