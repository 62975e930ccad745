import type { Node } from '@vscode/tree-sitter-wasm'
import { isMember, objectOf } from '../review/alternatives/roles.ts'
import { placeOf } from './names.ts'
import type { Standing } from './sites.ts'

// Node types of all grammars together, as in context/functionNodes.ts.
const ownerTypes = /^(abstract_)?(class|interface|struct|trait|impl|record)(_declaration|_definition|_specifier|_item)?$/
const selves: ReadonlySet<string> = new Set(['this', 'self', 'cls', 'Self'])

/** Which members of that name can be the one that was renamed, as far as the classes around them tell. */
export class Owners {
  readonly #own: Node | undefined

  /** `renamed` is a member's name where it was changed. */
  constructor(renamed: Node) {
    this.#own = ownerOf(renamed)
  }

  /** Another class's own member is unlikely, unless one of the two classes mentions the other where it begins. */
  standing(node: Node): Standing {
    const [own, other] = [this.#own, ownerOf(node)]
    if (own === undefined || other === undefined) return 'possible'
    return own.id === other.id || extendsOther(own, other) || extendsOther(other, own) ? 'likely' : 'unlikely'
  }
}

/** The class whose member this is; undefined where that is a matter of types. */
function ownerOf(name: Node): Node | undefined {
  const place = placeOf(name)
  if (!isMember(place)) return declaringOwner(name)
  const object = place.parent && objectOf(place.parent)
  return object !== null && selves.has(object.text) ? ownerAround(name) : undefined
}

function ownerAround(name: Node): Node | undefined {
  let node = name.parent
  while (node !== null && !ownerTypes.test(node.type)) node = node.parent
  return node ?? undefined
}

/** Only what stands in a class as its member, not the key of an object somewhere in it. */
function declaringOwner(name: Node): Node | undefined {
  let node = name.parent
  while (node !== null && !ownerTypes.test(node.type)) {
    if (node.type === 'pair' || node.type === 'object' || node.type === 'statement_block') return undefined
    node = node.parent
  }
  return node ?? undefined
}

function extendsOther(one: Node, other: Node): boolean {
  const name = other.childForFieldName('name')?.text
  const body = one.childForFieldName('body')
  const head = body === null ? one.text : one.text.slice(0, body.startIndex - one.startIndex)
  return name !== undefined && new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`).test(head)
}
