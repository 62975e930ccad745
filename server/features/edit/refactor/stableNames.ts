import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { type Binding, bindingsOf } from '../../review/sinks/scopes.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { reassignedNames } from './evaluation.ts'

/** Tells of a name at a place whether it always stands for the same value while the code around runs. */
export function stabilityAt(place: Node, languageId: string): (name: string) => boolean {
  const root = rootOf(place)
  if (languageId !== 'python') {
    const reassigned = reassignedNames(root)
    return (name) => !reassigned.has(name)
  }
  const shared = sharedNames(root)
  const scopes = scopesAround(place).map((scope) => bindingsOf(scope))
  return (name) => !shared.has(name) && scopes.every((bindings) => isBoundOnce(bindings.get(name) ?? []))
}

/** In Python a name is declared by each assignment, so that one assignment alone leaves it stable. A loop binds its name again each time. */
function isBoundOnce(bindings: readonly Binding[]): boolean {
  const real = bindings.filter(({ kind, node }) => kind !== 'more' || node.parent?.type === 'augmented_assignment')
  return real.length === 0 || (real.length === 1 && (real[0]?.kind === 'value' || real[0]?.kind === 'parameter'))
}

/** Names that functions of a Python file assign to for others. */
function sharedNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  walkSyntax(root, (cursor) => {
    if (cursor.nodeType !== 'global_statement' && cursor.nodeType !== 'nonlocal_statement') return true
    for (const name of cursor.currentNode.namedChildren) if (name !== null) names.add(name.text)
    return false
  })
  return names
}

/** The functions around a place and the file, from the inside out. */
function scopesAround(place: Node): readonly Node[] {
  const scopes: Node[] = []
  for (let node: Node | null = place; node !== null; node = node.parent) {
    if (functionTypes.has(node.type) || node.parent === null) scopes.push(node)
  }
  return scopes
}

function rootOf(node: Node): Node {
  let root = node
  for (let { parent } = root; parent !== null; { parent } = root) root = parent
  return root
}
