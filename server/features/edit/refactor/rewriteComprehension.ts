import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { type CollectingLoop, collectingLoop, declarationBefore } from './rewriteLoopParts.ts'
import { codeOf, hasComment, type Rewrite, type RewriteSite, refused, replaced } from './rewriteSite.ts'
import { boundToItsPlace, countName, isBuiltin, scopeOf } from './rewriteSoundness.ts'

/** A loop of Python that fills a list, a set or a dictionary, or looks for an element, as one expression. */
export function loopToComprehension(site: RewriteSite, loop: Node): Rewrite | undefined {
  return filled(site, loop) ?? searched(loop)
}

function filled(site: RewriteSite, loop: Node): Rewrite | undefined {
  const before = declarationBefore(loop)
  const body = loop.childForFieldName('body')
  if (before === undefined || body === null || countName(body, before.name) === 0) return undefined
  const container = containerOf(before.value)
  if (container === undefined) return undefined
  const parts = collectingLoop(loop)
  const added = parts && addedBy(parts.action, before.name, container)
  const over = parts?.over.text ?? ''
  const problem =
    oddLoop(loop) ??
    (parts === undefined || added === undefined
      ? (boundToItsPlace([body], '', over) ?? 'The loop does more than collecting.')
      : (boundToItsPlace([...parts.conditionNodes, ...added], before.name, over) ??
        (countName(parts.over, before.name) > 0 ? `It goes through \`${before.name}\` itself.` : undefined)))
  if (problem !== undefined || parts === undefined || added === undefined) return refused(problem ?? '')
  if (hasComment(loop) || hasComment(before.statement)) return refused('A comment stands within it and would be lost.')
  const [open, close] = container === 'list' ? ['[', ']'] : ['{', '}']
  const declared = site.source.text.slice(before.statement.startIndex, before.value.startIndex)
  const element = added.map(inElement).join(': ')
  return replaced(before.statement, loop, `${declared}${open}${element} ${clauses(parts)}${close}`)
}

/** A bare tuple and a lambda need parentheses within a comprehension. */
function inElement(node: Node): string {
  return /^(expression_list|lambda|named_expression)$/.test(node.type) ? `(${node.text})` : node.text
}

function clauses({ loop, element, over, condition }: CollectingLoop): string {
  const isAsync = loop.children.some((each) => each?.type === 'async')
  const source = /^(conditional_expression|lambda|expression_list)$/.test(over.type) ? `(${over.text})` : over.text
  const test = condition === undefined ? '' : ` if ${condition.level === 0 ? `(${condition.text})` : condition.text}`
  return `${isAsync ? 'async ' : ''}for ${element.text} in ${source}${test}`
}

type Container = 'list' | 'set' | 'dictionary'

function containerOf(value: Node): Container | undefined {
  if (value.type === 'list' && codeOf(value).length === 0) return 'list'
  if (value.type === 'dictionary' && codeOf(value).length === 0) return 'dictionary'
  return value.text === 'set()' ? 'set' : undefined
}

/** What a statement adds to the container: an element, or a key and its value. */
function addedBy(statement: Node, name: string, container: Container): readonly Node[] | undefined {
  const expression = statement.type === 'expression_statement' ? codeOf(statement)[0] : undefined
  if (expression === undefined) return undefined
  if (container === 'dictionary') {
    const [left, right] = [expression.childForFieldName('left'), expression.childForFieldName('right')]
    const key =
      left?.type === 'subscript' && left.childForFieldName('value')?.text === name ? left.childForFieldName('subscript') : null
    if (expression.type !== 'assignment' || key === null || right === null || expression.childForFieldName('type') !== null)
      return undefined
    // `a[k] = b = c` binds more than one target.
    return right.type === 'assignment' ? undefined : evaluatedInOrder(key, right)
  }
  const callee = expression.type === 'call' ? calleeOf(expression) : null
  const [value, ...others] = expression.type === 'call' ? argumentsOf(expression) : []
  if (callee === null || value === undefined || others.length > 0 || objectOf(callee)?.text !== name) return undefined
  if (/splat|keyword/.test(value.type) || codeOf(expression.childForFieldName('arguments')).length !== 1) return undefined
  return memberOf(callee) === (container === 'list' ? 'append' : 'add') ? [value] : undefined
}

/** An assignment evaluates the value before the key, a comprehension the key first; that shows where both call something. */
function evaluatedInOrder(key: Node, value: Node): readonly Node[] | undefined {
  return callsIn(key) && callsIn(value) ? undefined : [key, value]
}

function callsIn(node: Node): boolean {
  return node.type === 'call' || node.descendantsOfType('call').length > 0
}

/** What keeps the loop itself from becoming a clause. */
function oddLoop(loop: Node): string | undefined {
  if (loop.childForFieldName('alternative') !== null) return 'The loop has an `else`.'
  if (loop.parent?.parent?.type === 'class_definition')
    return 'In the body of a class a comprehension does not see the other names.'
  const element = loop.childForFieldName('left')
  if (element === null) return undefined
  const names = element.type === 'identifier' ? [element] : element.descendantsOfType('identifier')
  const scope = scopeOf(loop)
  const kept = names.find((name) => name !== null && countName(scope, name.text, loop) > 0)
  if (kept != null) return `\`${kept.text}\` is used outside of the loop as well.`
  return /attribute|subscript/.test(element.type) || element.descendantsOfType(['attribute', 'subscript']).length > 0
    ? 'The loop puts each element into an object.'
    : undefined
}

/** `for x in xs: if c: return True` with `return False` behind it. */
function searched(loop: Node): Rewrite | undefined {
  const parts = collectingLoop(loop)
  const next = loop.nextNamedSibling
  if (parts?.action.type !== 'return_statement' || parts.condition === undefined || next?.type !== 'return_statement')
    return undefined
  const [inside, behind] = [parts.action, next].map((each) => codeOf(each)[0]?.text)
  if (!(inside === 'True' && behind === 'False') && !(inside === 'False' && behind === 'True')) return undefined
  const name = inside === 'True' ? 'any' : 'all'
  const waits = parts.conditionNodes.some((each) => each.type === 'await' || each.descendantsOfType('await').length > 0)
  const problem =
    oddLoop(loop) ??
    (waits ? `It waits for something, which \`${name}\` cannot.` : boundToItsPlace(parts.conditionNodes, '', parts.over.text))
  if (problem !== undefined) return refused(problem)
  if (!isBuiltin(loop.tree.rootNode, name)) return refused(`\`${name}\` means something else in this file.`)
  if (loop.children.some((each) => each?.type === 'async')) return refused('It waits for each element with `async for`.')
  if (hasComment(loop)) return refused('A comment stands within it and would be lost.')
  const test = name === 'any' ? parts.condition : parts.opposite
  return test === undefined
    ? undefined
    : replaced(loop, next, `return ${name}(${test.text} ${clauses({ ...parts, condition: undefined })})`)
}
