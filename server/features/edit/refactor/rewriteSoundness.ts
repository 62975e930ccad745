import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { calleeOf, callTypes, functionTypes, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { isPythonTree } from './rewriteNegation.ts'
import { codeOf } from './rewriteSite.ts'

const assignments: ReadonlySet<string> = new Set([
  ...['assignment_expression', 'augmented_assignment_expression', 'update_expression', 'assignment', 'augmented_assignment'],
  ...['named_expression', 'delete_statement'],
])
const mutators =
  /^(push|pop|shift|unshift|splice|sort|reverse|fill|append|extend|insert|remove|clear|add|delete|set|update|setdefault)$/

/**
 * Why code of a loop cannot become a function that is called for each element, or a function of a pipeline the code of a loop; undefined
 * where nothing in it depends on which of them it is. `collected`: names that hold the result, `over`: text of what is gone through.
 */
export function boundToItsPlace(code: readonly Node[], collected: string, over: string): string | undefined {
  let reason: string | undefined
  for (const part of code) {
    walkSyntax(part, (cursor) => {
      const { nodeType: type } = cursor
      reason ??= reasonOf(type, cursor.currentNode, { collected, over })
      return reason === undefined && !functionTypes.has(type)
    })
  }
  return reason
}

function reasonOf(
  type: string,
  node: Node,
  { collected, over }: { readonly collected: string; readonly over: string },
): string | undefined {
  const python = isPythonTree(node)
  if (!node.isNamed) return undefined
  if ((type === 'await_expression' || type === 'await') && !python)
    return 'It waits for something at each element, which must stay in a loop.'
  if (type === 'yield_expression' || type === 'yield') return 'It yields at each element, which only a loop can.'
  if (type === 'break_statement') return 'The loop ends early with `break`.'
  if (type === 'return_statement') return 'The loop leaves the function with `return`.'
  if (functionTypes.has(type)) return python ? 'A function within it may see other values of its variables.' : undefined
  if (assignments.has(type)) return `It changes \`${targetOf(node).slice(0, 40)}\`, which stands outside.`
  if (callTypes.has(type)) {
    const callee = calleeOf(node)
    const object = callee && objectOf(callee)
    if (object !== null && object?.text === over && mutators.test(memberOf(callee as Node)))
      return `It changes \`${over.slice(0, 40)}\` while going through it.`
  }
  if (type === 'identifier' && node.text === collected && collected !== '')
    return `It reads \`${collected}\` while it is being collected.`
  return undefined
}

function targetOf(node: Node): string {
  return (
    (node.childForFieldName('left') ?? node.childForFieldName('argument') ?? node.childForFieldName('name') ?? codeOf(node)[0])
      ?.text ?? ''
  )
}

/** Whether evaluating an expression may do something that others notice: it calls something, or may. */
export function callsSomething(node: Node): boolean {
  let calls = false
  walkSyntax(node, (cursor) => {
    calls ||= callTypes.has(cursor.nodeType) || /^(tagged|await|yield)/.test(cursor.nodeType)
    return !calls
  })
  return calls
}

/** How often a name stands in a part of a tree, as a variable. */
export function countName(
  root: Node,
  name: string,
  outside?: { readonly startIndex: number; readonly endIndex: number },
): number {
  return root.descendantsOfType(identifiers).filter((each) => {
    if (each === null || each.text !== name) return false
    if (each.parent?.type === 'attribute' && each.parent.childForFieldName('attribute')?.id === each.id) return false
    if (each.parent?.type === 'keyword_argument' && each.parent.childForFieldName('name')?.id === each.id) return false
    return outside === undefined || each.endIndex <= outside.startIndex || each.startIndex >= outside.endIndex
  }).length
}

const identifiers = ['identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern']

/** The function around a node, or the file. */
export function scopeOf(node: Node): Node {
  let outer = node
  while (outer.parent !== null) {
    outer = outer.parent
    if (functionTypes.has(outer.type)) return outer
  }
  return outer
}

const arrayMakers = /^(map|filter|slice|split|concat|flat|flatMap|toSorted|toReversed)$/
const arrayType =
  /^:\s*(readonly\s+)?(\([^()]*\)|[\w.$]+(<[^|]*>)?)(\[\])+$|^:\s*(Readonly)?Array<.*>$|^:\s*(readonly\s+)?\[.*\]$/s

/** Whether an expression of JavaScript or TypeScript is an array, as far as the file tells where it is declared. */
export function isKnownArray(node: Node): boolean {
  switch (node.type) {
    case 'array':
      return true
    case 'parenthesized_expression':
      return codeOf(node).every(isKnownArray)
    case 'call_expression': {
      const callee = calleeOf(node)
      if (callee === null) return false
      if (/^Object\.(keys|values|entries)$|^Array\.(from|of)$/.test(callee.text)) return true
      const object = objectOf(callee)
      return object !== null && arrayMakers.test(memberOf(callee)) && (memberOf(callee) === 'split' || isKnownArray(object))
    }
    case 'identifier':
      return isDeclaredArray(node)
    default:
      return false
  }
}

/** The type of the elements of an array that a parameter or variable is declared to be: `User` of `users: readonly User[]`. */
export function declaredArrayType(name: Node): string | undefined {
  for (let outer: Node | null = name; outer !== null; outer = outer.parent) {
    const parameters = functionTypes.has(outer.type) ? codeOf(outer.childForFieldName('parameters')) : []
    const found = parameters.find((each) => (each.childForFieldName('pattern') ?? each).text === name.text)
    if (found === undefined) continue
    const type = found.childForFieldName('type')?.text ?? ''
    return /^:\s*(?:readonly\s+)?([\w.$]+)\[\]$/.exec(type)?.[1]
  }
  return undefined
}

function isDeclaredArray(name: Node): boolean {
  for (let outer: Node | null = name; outer !== null; outer = outer.parent) {
    if (!functionTypes.has(outer.type) && outer.parent !== null) continue
    const parameter = codeOf(outer.childForFieldName('parameters')).find(
      (each) => (each.childForFieldName('pattern') ?? each.childForFieldName('left') ?? each).text === name.text,
    )
    const declared = outer
      .descendantsOfType('variable_declarator')
      .filter((each) => each?.childForFieldName('name')?.text === name.text)
    const [first, ...others] = [...(parameter === undefined ? [] : [parameter]), ...declared]
    if (first == null) continue
    const type = first.childForFieldName('type')?.text
    if (others.length > 0) return false
    if (type !== undefined) return arrayType.test(type)
    const isConstant = first.parent?.type === 'lexical_declaration' && first.parent.childForFieldName('kind')?.text === 'const'
    const value = first.childForFieldName('value')
    return isConstant && value !== null && isKnownArray(value)
  }
  return false
}

/** Whether a name of Python means the language's own function in a file: nothing else is ever called by it. */
export function isBuiltin(root: Node, name: string): boolean {
  return root.descendantsOfType('identifier').every((each) => {
    if (each === null || each.text !== name || each.parent?.type === 'attribute') return true
    return each.parent?.type === 'call' && each.parent.childForFieldName('function')?.id === each.id
  })
}
