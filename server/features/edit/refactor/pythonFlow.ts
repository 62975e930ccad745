import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { MovedCode } from './pythonExtractFunction.ts'
import { bindingScope, isFunction, looksAtNames, type NameUse, nameUses } from './pythonNames.ts'

/** What code reads of the function around it, and what it gives back to it; in the order of the text. */
export interface DataFlow {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** Why code cannot run in a function of its own, whatever it reads; undefined where it can. */
export function whyNotMovable({ nodes, isExpression, owner }: MovedCode): string | undefined {
  if (looksAtNames(owner)) return reasons.looks
  const last = nodes.at(-1)
  if (isDocumentation(nodes[0])) return reasons.documentation
  for (const node of nodes) {
    const reason = leavingReason(node, node === last && !isExpression)
    if (reason !== undefined) return reason
  }
  return isWithinClass(owner) && nodes.some(({ text }) => /(?<!\w)__\w+(?<!__)\b|\bsuper\s*\(\s*\)|\b__class__\b/.test(text))
    ? reasons.ofClass
    : undefined
}

/** The names that go in and out; a sentence where one of them may have no value. */
export function dataFlow({ nodes, isExpression, owner }: MovedCode): DataFlow | string {
  const [first] = nodes
  const last = nodes.at(-1) ?? first
  const start = first.startIndex
  const end = last.endIndex
  const returns = last.type === 'return_statement'
  const isInside = (node: Node) => start <= node.startIndex && node.endIndex <= end
  const inside = nodes
    .flatMap((node) => nameUses(node))
    .filter(({ node }) => {
      const scope = bindingScope(node.text, node)
      return scope !== undefined && !isInside(scope)
    })
  const names = [...new Set(inside.map(({ name }) => name))]
  const everywhere = nameUses(owner).filter(({ name }) => names.includes(name))
  const inputs: string[] = []
  const outputs: string[] = []
  for (const name of names) {
    const here = inside.filter((use) => use.name === name)
    const elsewhere = everywhere.filter((use) => use.name === name && !isInside(use.node))
    if (here.some(({ role }) => role === 'declares')) return reasons.declares
    const binds = here.some(({ role }) => role !== 'reads')
    const isClosed = [...here, ...elsewhere].some(({ node }) => isInnerFunction(node, owner))
    if (binds && isClosed) return reasons.closure(name)
    if (isClosed && elsewhere.filter(({ role }) => role !== 'reads').length > 1) return reasons.closure(name)
    const isInput = !isSetFirst(here, nodes)
    if (isInput && !isCertain(name, first, owner, elsewhere)) return reasons.noValue(name)
    if (isInput) inputs.push(name)
    // What one round of a loop leaves, the next one may read.
    const isWanted = isReadLater(elsewhere, nodes) || (isInput && loopAround(first) !== undefined)
    if (!binds || !isWanted) continue
    if (isWithinTry(first, owner)) return reasons.inTry
    // Nothing comes after a return.
    if (returns) continue
    if (!isInput && !isAlwaysSet(here, nodes)) return reasons.sometimes(name)
    outputs.push(name)
  }
  const [set] = outputs
  return isExpression && set !== undefined ? reasons.sets(set) : { inputs, outputs }
}

/** Also of a variable that it would become. */
export const documentationReason = 'It is the documentation of what is around it.'

const reasons = {
  documentation: documentationReason,
  looks: 'The function looks at its variables by their names.',
  returns: 'It returns from the function around it in some cases only.',
  leaves: 'It leaves or continues a loop around it.',
  waits: 'It waits for something or yields, which only the function around it can do.',
  declares: 'It says `global`, `nonlocal` or `del` of a name.',
  ofClass: 'It uses names that only mean something within the class.',
  inTry: 'What it sets would be lost where it fails within the `try` around it.',
  closure: (name: string) => `\`${name}\` is used by a function within, which would see another value.`,
  noValue: (name: string) => `\`${name}\` may have no value yet where it begins.`,
  sets: (name: string) => `\`${name}\` is set within it.`,
  sometimes: (name: string) => `\`${name}\` is set in some cases only, and used later.`,
} as const

/** Whether a node is the text, or in the text, with which a function or a class begins. */
export function isDocumentation(node: Node): boolean {
  const statement = node.type === 'string' ? node.parent : node
  const isText = statement?.type === 'expression_statement' && statement.namedChild(0)?.type === 'string'
  return isText && statement.parent?.type === 'block' && statement.parent.namedChild(0)?.id === statement.id
}

function leavingReason(node: Node, mayReturn: boolean): string | undefined {
  let reason: string | undefined
  let loops = 0
  walkSyntax(
    node,
    (cursor) => {
      const type = cursor.nodeType
      if (type === 'function_definition' || type === 'lambda') return false
      if (type === 'for_statement' || type === 'while_statement') loops += 1
      if (type === 'return_statement' && !(mayReturn && cursor.currentNode.id === node.id)) reason ??= reasons.returns
      if ((type === 'break_statement' || type === 'continue_statement') && loops === 0) reason ??= reasons.leaves
      if (type === 'yield' || type === 'await') reason ??= reasons.waits
      if (/^(global|nonlocal|delete)_statement$/.test(type)) reason ??= reasons.declares
      // `async for` and `async with` wait as well.
      if (type === 'async') reason ??= reasons.waits
      return true
    },
    (cursor) => {
      if (cursor.nodeType === 'for_statement' || cursor.nodeType === 'while_statement') loops -= 1
    },
  )
  return reason
}

/**
 * Whether the code gives a name a value before it reads it, in any case: its first use is an assignment, or the head of a loop or of `with`, and
 * all the others come after it in the same block.
 */
function isSetFirst(here: readonly NameUse[], nodes: readonly Node[]): boolean {
  const [first, ...others] = here
  if (first === undefined || first.role !== 'binds') return false
  const statement = statementAround(first.node)
  const target = statement.type === 'expression_statement' ? statement.namedChild(0) : statement
  if (target === null || !/^(assignment|for_statement|with_statement)$/.test(target.type)) return false
  const value = target.childForFieldName('right')
  if (value !== null && others.some(({ node }) => contains(value, node))) return false
  if (nodes.some(({ id }) => id === statement.id) && target.type === 'assignment') return true
  const reach = target.type === 'assignment' ? (statement.parent ?? statement) : statement
  return others.every(({ node }) => contains(reach, node))
}

function statementAround(node: Node): Node {
  let statement = node
  for (let { parent } = node; parent !== null && parent.type !== 'block' && parent.type !== 'module'; { parent } = parent)
    statement = parent
  return statement
}

/** Whether a statement of the code itself, rather than one within a branch of it, sets a name. */
function isAlwaysSet(here: readonly NameUse[], nodes: readonly Node[]): boolean {
  return here.some(({ node, role }) => {
    const statement = nodes.find((each) => contains(each, node))
    return role !== 'reads' && statement?.type === 'expression_statement'
  })
}

/** Whether a name has a value in any case when the code begins: a parameter, or one that a statement in front of it sets. */
function isCertain(name: string, first: Node, owner: Node, elsewhere: readonly NameUse[]): boolean {
  // Of a function further out: whether it has a value does not change by being handed over.
  if (bindingScope(name, first)?.id !== owner.id) return true
  return elsewhere.some(({ node, role }) => {
    if (role === 'reads' || node.startIndex > first.startIndex) return false
    for (let outer = node.parent; outer !== null; outer = outer.parent) {
      if (outer.id === owner.id) return true
      if (outer.type === 'block') return contains(outer, first)
      if (outer.type === 'if_statement' || outer.type === 'while_statement' || outer.type === 'try_statement') return false
      // A loop has given its name a value once its body runs.
      if (/^(for_statement|case_clause|except_clause)$/.test(outer.type)) return contains(outer, first)
    }
    return true
  })
}

function isReadLater(elsewhere: readonly NameUse[], nodes: readonly Node[]): boolean {
  const [first] = nodes
  const loop = first && loopAround(first)
  return elsewhere.some(({ node, role }) => {
    if (role === 'binds') return false
    return (first !== undefined && node.startIndex > first.startIndex) || (loop !== undefined && contains(loop, node))
  })
}

function loopAround(node: Node): Node | undefined {
  let loop: Node | undefined
  for (let { parent } = node; parent !== null && !isFunction(parent); { parent } = parent) {
    if (parent.type === 'for_statement' || parent.type === 'while_statement') loop = parent
  }
  return loop
}

function isWithinTry(node: Node, owner: Node): boolean {
  for (let { parent } = node; parent !== null && parent.id !== owner.id; { parent } = parent) {
    if (parent.type === 'try_statement') return true
    if (parent.type === 'with_statement' && /suppress|raises/i.test(parent.text.split(':', 1)[0] ?? '')) return true
  }
  return false
}

function isInnerFunction(node: Node, owner: Node): boolean {
  for (let { parent } = node; parent !== null && parent.id !== owner.id; { parent } = parent) {
    if (isFunction(parent) || parent.type === 'generator_expression') return true
  }
  return false
}

function isWithinClass(owner: Node): boolean {
  for (let { parent } = owner; parent !== null; { parent } = parent) if (parent.type === 'class_definition') return true
  return false
}

function contains(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex
}
