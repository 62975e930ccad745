import type { Node } from '@vscode/tree-sitter-wasm'
import type { EditOutcome } from '../../../protocol/edits.ts'
import { argumentsOf, calleeOf, functionTypes, isAsync, isCall, memberOf } from '../../review/sinks/syntax.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { rewrittenByModel } from '../modelRewrite.ts'
import { codeOf, isPython, nodesAround, type RewriteSite, standsAtHead } from './rewriteSite.ts'

/** Longer functions are not written anew as a whole. Characters. */
const longestFunction = 4000

/**
 * A function of JavaScript or TypeScript that goes on in callbacks of `(error, result)`. Where it goes on in those of `then`, TypeScript's own
 * service rewrites it.
 */
export function callbackFunction(site: RewriteSite): Node | undefined {
  if (isPython(site)) return undefined
  for (const node of nodesAround(site)) {
    if (!functionTypes.has(node.type)) continue
    const body = node.childForFieldName('body')
    if (body === null || !standsAtHead(site, node, body)) continue
    return callsBack(body) ? node : undefined
  }
  return undefined
}

function callsBack(body: Node): boolean {
  return waitedByCallback(body).length > 0
}

/** What is called with a callback of `(error, result)`: `readFile`, `fs.readFile`. */
function waitedByCallback(part: Node): readonly string[] {
  return part.descendantsOfType('call_expression').flatMap((call) => {
    const callee = call === null ? null : calleeOf(call)
    if (call === null || callee === null || notOurs.test(memberOf(callee))) return []
    const last = argumentsOf(call).at(-1)
    const [first] = codeOf(last?.childForFieldName('parameters') ?? null)
    const takesError =
      last !== undefined &&
      functionTypes.has(last.type) &&
      /^(err|error|e|failure)$/i.test((first?.childForFieldName('pattern') ?? first)?.text ?? '')
    return takesError ? [callee.text] : []
  })
}

/** Whether a text waits for a call of a function by its name, as if that gave a promise. */
function waitsFor(text: string, name: string): boolean {
  return text.replaceAll(/\s+/g, ' ').includes(`await ${name}(`)
}

const notOurs = /^(then|catch|finally|on|once|addListener|addEventListener)$/

/** Why a function cannot wait by `await`; undefined where it can. */
export function asyncProblem(fn: Node): string | undefined {
  if (fn.type.startsWith('generator') || fn.children.some((each) => each?.type === '*')) return 'It is a generator.'
  if (/^(get|set)$/.test(fn.child(0)?.type ?? '') || fn.childForFieldName('name')?.text === 'constructor')
    return 'A constructor or an accessor cannot be `async`.'
  if (fn.text.length > longestFunction) return 'The function is too long to be written anew.'
  const body = fn.childForFieldName('body')
  const inLoop = body
    ?.descendantsOfType('call_expression')
    .some((call) => call !== null && /^(then|catch)$/.test(memberOf(calleeOf(call) ?? call)) && isInLoop(call, fn))
  return inLoop === true ? 'Its callbacks run side by side in a loop; with `await` one would wait for the other.' : undefined
}

function isInLoop(node: Node, fn: Node): boolean {
  for (let outer = node.parent; outer !== null && outer.id !== fn.id; outer = outer.parent) {
    if (/^(for|while|do)_/.test(outer.type)) return true
    if (isCall(outer) && /^(forEach|map)$/.test(memberOf(calleeOf(outer) ?? outer))) return true
  }
  return false
}

/** Has the model write the function with `await`. What it calls, throws and says has to be what it was. */
export async function toAsync(site: RewriteSite, title: string, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const fn = callbackFunction(site)
  const problem = fn === undefined ? 'There is nothing to change.' : asyncProblem(fn)
  if (fn === undefined || problem !== undefined) return { kind: 'refused', reason: problem ?? '' }
  const { source } = site
  const instruction = 'Rewrite it with async and await instead of callbacks and then(). Errors must be handled as before.'
  const newText = await rewrittenByModel({ languageId: source.languageId, code: fn.text, instruction }, deps.engine, signal)
  if (newText === undefined) return { kind: 'refused', reason: 'The model wrote no code.' }
  if (/\.(then|catch)\s*\(/.test(newText)) return { kind: 'refused', reason: 'The new text still has callbacks.' }
  const called = waitedByCallback(fn).find((name) => waitsFor(newText, name))
  if (called !== undefined)
    return { kind: 'refused', reason: `It waits for \`${called}\`, which takes a callback and gives no promise.` }
  // Only `async` may come to the head of the function; a promise has to have been given back before, else callers would not wait for it.
  const head = (text: string, isNew: boolean) =>
    text
      .slice(0, text.search(/=>|\{/))
      .replace(isNew ? /\basync\b\s*/ : /^$/, '')
      .replaceAll(/\s+/g, '')
  if (head(newText, !isAsync(fn)) !== head(fn.text, false))
    return { kind: 'refused', reason: 'The head of the function would change.' }
  if (!isAsync(fn) && !givesPromise(fn))
    return { kind: 'refused', reason: 'It gives no promise back, so that nobody could wait for it or hear of its errors.' }
  const edit = { startOffset: fn.startIndex, endOffset: fn.endIndex, newText }
  return await guarded({ source, edit, title, keepsSignature: false, keepsBehaviour: true }, deps, signal)
}

/** Whether every way out of a function gives back the result of a chain, or a new promise. */
function givesPromise(fn: Node): boolean {
  const body = fn.childForFieldName('body')
  if (body === null) return false
  if (body.type !== 'statement_block') return isChain(body)
  const returns = body
    .descendantsOfType('return_statement')
    .filter((each): each is Node => each !== null && ownerOf(each)?.id === fn.id)
  return returns.length > 0 && returns.every((each) => codeOf(each).some(isChain))
}

function isChain(node: Node): boolean {
  if (node.type === 'new_expression') return node.childForFieldName('constructor')?.text === 'Promise'
  const callee = node.type === 'call_expression' ? calleeOf(node) : null
  return callee !== null && (/^(then|catch|finally)$/.test(memberOf(callee)) || /^Promise\./.test(callee.text))
}

function ownerOf(node: Node): Node | undefined {
  for (let outer = node.parent; outer !== null; outer = outer.parent) if (functionTypes.has(outer.type)) return outer
  return undefined
}
