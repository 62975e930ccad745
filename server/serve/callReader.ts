import type { ToolCall, ToolForm } from '../engine/tools.ts'
import { BareCalls } from './bareCalls.ts'
import { openingOf } from './formatGrammars.ts'
import { jsonObjectEnd } from './jsonEnd.ts'
import { looselyLike } from './looselyLike.ts'

/** A part of an answer. */
export type AnswerPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'call'; readonly call: ToolCall }

/**
 * Finds calls of tools in an answer as it comes. What only looks like a call stays text: what `isCall` refuses, such as
 * an unknown name, and an end in the middle. Blanks around calls are left out. An answer that is nothing but calls is also understood without the marks around their JSON, because small
 * models forget them.
 */
export class CallReader {
  readonly #isCall: (call: ToolCall) => boolean
  readonly #opening: string
  readonly #front: RegExp
  readonly #back: RegExp
  readonly #lastSign: string
  readonly #bare: BareCalls
  /** What was not given yet: blanks, and from where a call may begin. */
  #held = ''
  #afterCall = false
  /** Nothing was given yet, and all that came may be calls without marks. */
  #maybeBare = true

  /** `isCall` tells whether what looks like a call is one. */
  constructor(form: ToolForm, isCall: (call: ToolCall) => boolean) {
    this.#isCall = isCall
    this.#opening = openingOf(form)
    this.#front = new RegExp(`${looselyLike(form.before)}(?<name>[\\w-]+)${looselyLike(form.between)}`, 'y')
    this.#back = new RegExp(looselyLike(form.after), 'y')
    this.#bare = new BareCalls(form)
    this.#lastSign = form.after.trimEnd().at(-1) ?? '}'
  }

  /** More of the answer. */
  push(text: string): readonly AnswerPart[] {
    this.#held += text
    const parts: AnswerPart[] = []
    // Only its last sign can make a call whole.
    for (
      let found = text.includes(this.#lastSign) ? this.#firstCall() : undefined;
      found !== undefined;
      found = this.#firstCall()
    ) {
      const before = this.#take(found.start)
      if (before.trim() !== '') parts.push({ kind: 'text', text: before.trimEnd() })
      this.#held = this.#held.slice(found.end - found.start)
      this.#afterCall = true
      parts.push({ kind: 'call', call: found.call })
    }
    this.#maybeBare &&= parts.length === 0 && this.#bare.couldBegin(this.#held)
    if (this.#maybeBare) return parts
    const opening = this.#held.indexOf(this.#opening)
    // Blanks wait: before a call they are left out.
    const shown = this.#take(this.#held.slice(0, opening >= 0 ? opening : safeEnd(this.#held, this.#opening)).trimEnd().length)
    if (shown !== '') parts.push({ kind: 'text', text: shown })
    return parts
  }

  /** What is left at the end of the answer. */
  end(): readonly AnswerPart[] {
    const bare = this.#maybeBare ? this.#bare.callsOf(this.#held) : undefined
    if (bare?.every(this.#isCall) === true) {
      this.#held = ''
      return bare.map((call) => ({ kind: 'call', call }))
    }
    const text = this.#take(this.#held.length)
    return text === '' ? [] : [{ kind: 'text', text }]
  }

  /** Takes so much off what is held, without the blanks behind a call. */
  #take(length: number): string {
    const taken = this.#held.slice(0, length)
    this.#held = this.#held.slice(length)
    const text = this.#afterCall ? taken.trimStart() : taken
    if (text !== '') this.#afterCall = false
    return text
  }

  #firstCall(): { readonly call: ToolCall; readonly start: number; readonly end: number } | undefined {
    for (let start = this.#held.indexOf(this.#opening); start >= 0; start = this.#held.indexOf(this.#opening, start + 1)) {
      const found = this.#callAt(start)
      if (found !== undefined) return { start, ...found }
    }
    return undefined
  }

  /** The whole call that begins here, and where it ends; undefined where there is none. */
  #callAt(start: number): { readonly call: ToolCall; readonly end: number } | undefined {
    this.#front.lastIndex = start
    const name = this.#front.exec(this.#held)?.groups?.name
    if (name === undefined) return undefined
    const from = this.#front.lastIndex
    const to = jsonObjectEnd(this.#held, from)
    if (to === undefined) return undefined
    this.#back.lastIndex = to
    const call = { name, argumentsText: this.#held.slice(from, to) }
    return this.#back.test(this.#held) && this.#isCall(call) ? { call, end: this.#back.lastIndex } : undefined
  }
}

/** Up to where a text cannot be the beginning of another one. */
function safeEnd(text: string, other: string): number {
  for (let start = Math.max(0, text.length - other.length + 1); start < text.length; start += 1)
    if (other.startsWith(text.slice(start))) return start
  return text.length
}
