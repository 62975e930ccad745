import type { Node } from '@vscode/tree-sitter-wasm'
import { isDeclaration } from '../review/alternatives/roles.ts'
import { identifiersOf, placeOf } from './names.ts'

export const functionTypes =
  /function|arrow|method|lambda|constructor|closure|func_literal|^(program|module|source_file|translation_unit|compilation_unit)$/
const blockTypes = /block$|^(for_|enhanced_for|foreach|catch_clause|class_body|declaration_list|compound_statement)/
/** Declarations of what can be called or made: their name belongs to the scope around them. */
const namedTypes =
  /(function|class|method|interface|struct|enum|type_alias|generator_function).*(declaration|definition|item|specifier)$/

/** Which uses of a variable's name can mean the variable that was renamed, as far as the nesting of declarations tells. */
export class Scopes {
  readonly #own: Node | undefined
  readonly #others: readonly Node[]

  /** `renamed` is a name that reads `to` now; the others of its variable may read `from` or `to`. */
  constructor(root: Node, renamed: Node, from: string, to: string, languageId: string) {
    const declared = [...identifiersOf(root, to), ...identifiersOf(root, from)]
      .filter(declares)
      .map((node) => scopeOf(node, languageId))
    const around = declared.filter((scope) => contains(scope, renamed))
    this.#own = around.toSorted((a, b) => a.endIndex - a.startIndex - (b.endIndex - b.startIndex))[0]
    this.#others = declared.filter((scope) => scope.id !== this.#own?.id)
  }

  /** False outside of the variable's scope, and where another declaration of the name stands nearer. */
  canMean(node: Node): boolean {
    const own = this.#own
    if (own === undefined) return true
    if (!contains(own, node)) return false
    return !this.#others.some((other) => contains(own, other) && contains(other, node))
  }
}

function declares(node: Node): boolean {
  const place = placeOf(node)
  return isDeclaration(place) || isNameOfNamed(node)
}

function isNameOfNamed({ parent, id }: Node): boolean {
  return parent !== null && namedTypes.test(parent.type) && parent.childForFieldName('name')?.id === id
}

/** The innermost function, block or loop around a declaration; Python's blocks are no scopes. */
function scopeOf(declared: Node, languageId: string): Node {
  let node = (isNameOfNamed(declared) ? declared.parent?.parent : declared.parent) ?? declared
  const isScope = ({ type }: Node) => functionTypes.test(type) || (languageId !== 'python' && blockTypes.test(type))
  while (node.parent !== null && !isScope(node)) node = node.parent
  return node
}

function contains(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex
}
