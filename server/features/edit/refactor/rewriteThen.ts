import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes, isAsync } from '../../review/sinks/syntax.ts'
import {
  blockTypes,
  codeOf,
  nodesAround,
  type Rewrite,
  type RewriteSite,
  refused,
  standsAtHead,
  statementsOf,
} from './rewriteSite.ts'
import { chainOf, clashOf, returnsOf } from './rewriteThenChain.ts'
import { waitingLines } from './rewriteThenLines.ts'

/**
 * A function that ends with `return load().then((a) => …).catch(() => …)` waits with `await` instead. TypeScript does it where it knows that
 * `load` gives a promise; here the function has to give the chain back, and each step has to be an arrow function.
 */
export function thenToAwait(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (!functionTypes.has(node.type)) continue
    const body = node.childForFieldName('body')
    if (body === null || !standsAtHead(site, node, body)) continue
    return blockTypes.has(body.type) ? endingInChain(site, node, body) : undefined
  }
  return undefined
}

function endingInChain(site: RewriteSite, fn: Node, body: Node): Rewrite | undefined {
  const last = statementsOf(body).at(-1)
  const value = last?.type === 'return_statement' ? codeOf(last)[0] : undefined
  const chain = value === undefined ? undefined : chainOf(value)
  if (last === undefined || chain === undefined) return undefined
  if (fn.type.startsWith('generator') || isAccessor(fn)) return refused('A constructor or an accessor cannot be `async`.')
  if (returnsOf(fn).some((each) => each.id !== last.id))
    return refused('It gives something back at another place, which would become a promise.')
  if (typeof chain === 'string') return refused(chain)
  const waiting = waitingLines(site, last, chain)
  if (typeof waiting === 'string') return refused(waiting)
  const clash = clashOf(fn, waiting.steps)
  if (clash !== undefined) return refused(`\`${clash}\` means something else in the function as well.`)
  if (commentsOf(last) !== waiting.keptComments) return refused('A comment stands within it and would be lost.')
  const text = `${site.source.text.slice(fn.startIndex, last.startIndex)}${waiting.text}${site.source.text.slice(last.endIndex, fn.endIndex)}`
  const newText = isAsync(fn) ? text : withAsync(fn, text)
  return newText === undefined
    ? undefined
    : { kind: 'edit', edit: { startOffset: fn.startIndex, endOffset: fn.endIndex, newText } }
}

function commentsOf(node: Node): number {
  return node.descendantsOfType('comment').length
}

function isAccessor(fn: Node): boolean {
  return (
    fn.childForFieldName('name')?.text === 'constructor' || fn.children.some((each) => /^(get|set|\*)$/.test(each?.type ?? ''))
  )
}

/** `async` stands in front of a function, and in a class behind what is said of its place. */
function withAsync(fn: Node, text: string): string | undefined {
  if (fn.type !== 'method_definition') return `async ${text}`
  const name = fn.childForFieldName('name')
  if (name === null) return undefined
  const at = name.startIndex - fn.startIndex
  return `${text.slice(0, at)}async ${text.slice(at)}`
}
