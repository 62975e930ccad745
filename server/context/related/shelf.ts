import type { Declaration } from './codeModule.ts'

/** Longer declarations show the members that are used, and then as many of the others as fit. */
const mostLines = 40
const leftOut = '...'
/** Characters. */
const shortestSignature = 16

export type Form = 'brief' | 'full'

interface Placed {
  readonly path: string
  readonly startOffset: number
  readonly text: string
}

/** Declarations that were chosen, as long as there is room. They come out in the order of path and place, whenever they came in. */
export class Shelf {
  readonly #nameOf: (path: string) => string
  readonly #used: ReadonlySet<string>
  readonly #placed = new Map<string, Placed>()
  readonly #paths = new Set<string>()
  #room: number

  /** `room` in characters, names of files included. `used`: members of these names go before others. */
  constructor(room: number, used: ReadonlySet<string>, nameOf: (path: string) => string) {
    this.#room = room
    this.#used = used
    this.#nameOf = nameOf
  }

  /**
   * Puts a declaration there, or more of one that is there. What does not fit is left out. `brief`: of the members only those that are
   * used and the constructor, which leaves room for other declarations.
   */
  put(path: string, declaration: Declaration, form: Form): void {
    const key = `${declaration.startOffset} ${path}`
    const before = this.#placed.get(key)?.text ?? ''
    const header = before !== '' ? 0 : this.#paths.has(path) ? 1 : this.#nameOf(path).length
    const text = rendered(declaration, form, this.#room - header + before.length, this.#used)
    if (text === undefined || text.length <= before.length) return
    this.#room -= header + text.length - before.length
    this.#paths.add(path)
    this.#placed.set(key, { path, startOffset: declaration.startOffset, text })
  }

  /** Whether not even a short signature fits any more. */
  get isFull(): boolean {
    return this.#room < shortestSignature
  }

  get placed(): readonly Placed[] {
    return [...this.#placed.values()]
  }

  texts(): readonly { readonly path: string; readonly text: string }[] {
    return [...this.#paths].sort().map((path) => {
      const inside = this.placed.filter((each) => each.path === path).sort((a, b) => a.startOffset - b.startOffset)
      return { path: this.#nameOf(path), text: inside.map(({ text }) => text).join('\n') }
    })
  }
}

/** The declaration as a whole, or with the members that fit; undefined where not even one does. */
function rendered({ outline }: Declaration, form: Form, room: number, used: ReadonlySet<string>): string | undefined {
  const { head, members, tail } = outline
  const whole = [head, ...members.map(({ text }) => text), ...(tail === '' ? [] : [tail])].join('\n')
  const isWhole = form === 'full' || members.length === 0
  if (isWhole && whole.length <= room && lineCount(whole) <= mostLines) return whole
  if (members.length === 0) return undefined

  const importance = (name: string) => (used.has(name) ? 0 : /^(constructor|__init__|new)$/.test(name) ? 1 : 2)
  const order = members
    .map((member, index) => ({ ...member, index }))
    .filter(({ name }) => form === 'full' || importance(name) < 2)
    .sort((a, b) => importance(a.name) - importance(b.name))
  const indent = /^[ \t]*/.exec(members[0]?.text ?? '')?.[0] ?? ''
  let length = head.length + 1 + tail.length + indent.length + leftOut.length + 1
  let lines = lineCount(head) + 2
  const kept = new Set<number>()
  for (const { text, index } of order) {
    if (length + text.length + 1 > room || lines + lineCount(text) > mostLines) continue
    kept.add(index)
    length += text.length + 1
    lines += lineCount(text)
  }
  if (kept.size === 0) return undefined
  if (kept.size === members.length) return whole
  const shown = members.filter((_, index) => kept.has(index)).map(({ text }) => text)
  return [head, ...shown, indent + leftOut, ...(tail === '' ? [] : [tail])].join('\n')
}

const lineCount = (text: string) => text.split('\n').length
