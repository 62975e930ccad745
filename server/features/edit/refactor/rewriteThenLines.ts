import type { Node } from '@vscode/tree-sitter-wasm'
import { expressionOf, held } from './rewriteNegation.ts'
import { codeOf, indentAt, indentStep, type RewriteSite, semicolon, statementsOf } from './rewriteSite.ts'
import { type Chain, chainOf, returnsOf, type Step } from './rewriteThenChain.ts'

/** Statements that wait, from the place of the one that gives the chain back. */
export interface Waiting {
  readonly text: string
  /** Steps of the chain, and of those within, whose names are now bound in one block. */
  readonly steps: readonly Step[]
  /** How many comments of the chain stand in the text. */
  readonly keptComments: number
}

/** Writes a chain as statements; a reason, in one sentence, where one of its functions cannot be written so. */
export function waitingLines(site: RewriteSite, last: Node, chain: Chain): Waiting | string {
  const writer = new Writer(site)
  const problem = writer.write(chain, indentAt(site, last.startIndex), false)
  if (problem !== undefined) return problem
  const { lines, steps, keptComments } = writer
  // The first line stands where the statement stood, behind its indentation.
  return { text: lines.join(site.source.lineEnd).trimStart(), steps, keptComments }
}

const manyStatements = 'Its function has a body of several statements.'

class Writer {
  readonly lines: string[] = []
  readonly steps: Step[] = []
  keptComments = 0
  readonly #site: RewriteSite
  readonly #end: string
  readonly #step: string

  constructor(site: RewriteSite) {
    this.#site = site
    this.#end = semicolon(site)
    this.#step = indentStep(site)
  }

  /** Ends with a return. `guarded`: something around handles what fails, so that the last value is waited for there. */
  write({ over, thens, caught, last }: Chain, indent: string, guarded: boolean): string | undefined {
    const isTry = caught !== undefined || last !== undefined
    const inner = isTry ? indent + this.#step : indent
    if (isTry) this.lines.push(`${indent}try {`)
    let value = `await ${onOneLine(over, held(expressionOf(over), 'unary'))}`
    for (const [index, step] of thens.entries()) {
      this.steps.push(step)
      this.lines.push(`${inner}${step.taken === '' ? '' : `const ${step.taken} = `}${value}${this.#end}`)
      const isLast = index === thens.length - 1
      const next = isLast ? this.#ending(step, inner, guarded || isTry) : this.#between(step, inner)
      if ('problem' in next) return next.problem
      value = next.value
    }
    return isTry ? this.#handlers(caught, last, indent) : undefined
  }

  /** What the next step takes. */
  #between(step: Step, indent: string): { readonly value: string } | { readonly problem: string } {
    const value = this.#statements(step, indent)
    if (value === undefined) return { problem: manyStatements }
    return { value: value === 'nothing' ? 'undefined' : `await ${held(asValue(value), 'unary')}` }
  }

  #ending(step: Step, indent: string, guarded: boolean): { readonly value: string } | { readonly problem: string } {
    const done = { value: '' }
    const returns = step.body.type === 'statement_block' ? returnsOf(step.fn) : []
    const value = this.#statements(step, indent)
    if (value === undefined) {
      // Where nothing handles what fails, a return of the step is one of the function.
      if (guarded || returns.length === 0 || !this.#copied(step.body, undefined, indent)) return { problem: manyStatements }
      return done
    }
    if (value === 'nothing') return done
    const inner = chainOf(value)
    if (typeof inner === 'object') {
      const problem = this.write(inner, indent, guarded)
      return problem === undefined ? done : { problem }
    }
    this.lines.push(`${indent}return ${guarded ? `await ${held(asValue(value), 'unary')}` : value.text}${this.#end}`)
    return done
  }

  /** Copies what a step does before it gives its value, and gives that; undefined where it gives one at several places. */
  #statements({ fn, body }: Step, indent: string): Node | 'nothing' | undefined {
    if (body.type !== 'statement_block') return body
    const [returned, ...others] = returnsOf(fn)
    const isAtEnd = returned === undefined || statementsOf(body).at(-1)?.id === returned.id
    if (others.length > 0 || !isAtEnd || !this.#copied(body, returned, indent)) return undefined
    return codeOf(returned ?? null)[0] ?? 'nothing'
  }

  /** The statements of a block up to one of them, with the comments among them, at another indentation. */
  #copied(block: Node, until: Node | undefined, indent: string): boolean {
    const { text } = this.#site.source
    const start = block.startIndex + 1
    const end = until?.startIndex ?? block.endIndex - 1
    // Lines of a text are part of what it says.
    const isText = block.descendantsOfType('template_string').some((each) => each?.text.includes('\n'))
    if (isText) return false
    this.keptComments += block.descendantsOfType('comment').filter((each) => each !== null && each.endIndex <= end).length
    const all = text.slice(start, end).trimEnd().split(/\r?\n/)
    const copied = all.filter((line, index) => index > 0 || line.trim() !== '')
    const own = /^[ \t]*/.exec(copied[0] ?? '')?.[0] ?? ''
    if (all.length > 1 && !copied.every((line) => line.trim() === '' || line.startsWith(own))) return false
    for (const line of copied)
      this.lines.push(line.trim() === '' ? '' : indent + (line.startsWith(own) ? line.slice(own.length) : line))
    return true
  }

  #handlers(caught: Step | undefined, last: Step | undefined, indent: string): string | undefined {
    const inner = indent + this.#step
    if (caught !== undefined) {
      this.lines.push(`${indent}} catch ${caught.taken === '' ? '' : `(${caught.taken}) `}{`)
      const ended = this.#ending(caught, inner, last !== undefined)
      if ('problem' in ended) return ended.problem
    }
    if (last !== undefined) {
      if (last.taken !== '' || (last.body.type === 'statement_block' && returnsOf(last.fn).length > 0)) return manyStatements
      this.lines.push(`${indent}} finally {`)
      if (last.body.type !== 'statement_block') this.lines.push(`${inner}await ${held(asValue(last.body), 'unary')}${this.#end}`)
      else if (!this.#copied(last.body, undefined, inner)) return manyStatements
    }
    this.lines.push(`${indent}}`)
    return undefined
  }
}

/** What a chain began with stood above its steps, one a line; without them it may have room on one. Columns. */
const widest = 100

function onOneLine(node: Node, text: string): string {
  const keepsLines = (each: Node | null) => each?.type === 'comment' || each?.text.includes('\n') === true
  if (node.descendantsOfType(['template_string', 'comment']).some(keepsLines)) return text
  const joined = text.replaceAll(/\s*\r?\n\s*(?=\??\.)/g, '')
  return joined.length <= widest ? joined : text
}

/** Parentheses of an object stay, because they tell it from a block. */
function asValue(node: Node): { readonly text: string; readonly level: number } {
  return node.type === 'parenthesized_expression' ? { text: node.text, level: 7 } : expressionOf(node)
}
