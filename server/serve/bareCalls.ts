import type { ToolCall, ToolForm } from '../engine/tools.ts'
import { jsonObjectEnd } from './jsonEnd.ts'
import { looselyLike } from './looselyLike.ts'

/** Reads calls that are written as JSON alone or in a block of code, without the marks that the model's form has around it. */
export class BareCalls {
  /** What such an answer begins with, without blanks. Empty where the form has no marks around JSON. */
  readonly #beginnings: readonly string[]
  readonly #front: RegExp
  readonly #back: RegExp

  constructor({ before, between, after }: ToolForm) {
    const brace = before.indexOf('{')
    const front = before.slice(Math.max(0, brace))
    const begun = front.replace(/\s/g, '')
    this.#beginnings = brace > 0 ? [begun, `\`\`\`${begun}`, `\`\`\`json${begun}`] : []
    this.#front = new RegExp(`\\s*(?:\`\`\`(?:json)?)?${looselyLike(front)}(?<name>[\\w-]+)${looselyLike(between)}`, 'y')
    this.#back = new RegExp(`${looselyLike(after.slice(0, after.lastIndexOf('}') + 1))}(?:\`\`\`)?\\s*`, 'y')
  }

  /** Whether a text may go on so that it is nothing but calls. */
  couldBegin(text: string): boolean {
    const dense = text.slice(0, 256).replace(/\s/g, '')
    return this.#beginnings.some((beginning) => beginning.startsWith(dense) || dense.startsWith(beginning))
  }

  /** The calls of a text that is nothing else; undefined for any other. */
  callsOf(text: string): readonly ToolCall[] | undefined {
    if (!this.couldBegin(text)) return undefined
    const calls: ToolCall[] = []
    for (let at = 0; at < text.length; at = this.#back.lastIndex) {
      this.#front.lastIndex = at
      const name = this.#front.exec(text)?.groups?.name
      const from = this.#front.lastIndex
      const to = name === undefined ? undefined : jsonObjectEnd(text, from)
      if (name === undefined || to === undefined) return undefined
      this.#back.lastIndex = to
      if (!this.#back.test(text)) return undefined
      calls.push({ name, argumentsText: text.slice(from, to) })
    }
    return calls.length === 0 ? undefined : calls
  }
}
