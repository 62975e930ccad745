import type { Node } from '@vscode/tree-sitter-wasm'
import { type Fault, without } from './fault.ts'

/** What is easily forgotten to be returned; a lone name or literal is not. */
const returned: ReadonlySet<string> = new Set(['call_expression', 'call', 'await_expression', 'await', 'new_expression'])

/** A word that was forgotten: `await`, `return`, `break`, `continue`. */
export function missingWordFaults(node: Node): readonly Fault[] {
  switch (node.type) {
    case 'await_expression':
    case 'await': {
      const awaited = node.namedChild(0)
      return awaited === null ? [] : [without('missingAwait', node.startIndex, awaited.startIndex)]
    }
    case 'return_statement': {
      const value = node.namedChild(0)
      return value === null || !returned.has(value.type) ? [] : [without('missingReturn', node.startIndex, value.startIndex)]
    }
    case 'break_statement':
    case 'continue_statement':
      return withoutLine(node)
    default:
      return []
  }
}

/** The statement with its line, where it stands alone in it and leaves others in its block. */
function withoutLine(node: Node): readonly Fault[] {
  const siblings = node.parent?.namedChildren.filter((each) => each !== null && each.type !== 'comment') ?? []
  // The label of a case is a sibling of what the case does.
  const others = siblings.length - (node.parent?.type === 'switch_case' ? 2 : 1)
  const text = node.tree.rootNode.text
  const start = text.lastIndexOf('\n', node.startIndex) + 1
  const end = text.indexOf('\n', node.endIndex) + 1
  const isAlone = end > 0 && text.slice(start, end).trim() === node.text.trim()
  return isAlone && others > 0 ? [without('missingBreak', start, end)] : []
}
