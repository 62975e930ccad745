import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { type Imports, importsOf, qualifiedName } from './imports.ts'
import { type Binding, bindingsOf } from './scopes.ts'
import { calleeOf, callTypes, enclosing, functionName, functionTypes } from './syntax.ts'

/** What all finders need to know of a file; each part is read when it is first asked for. */
export class FileFacts {
  readonly source: SourceText
  readonly root: Node
  readonly imports: Imports
  readonly isPython: boolean
  readonly #bindings = new Map<number, ReadonlyMap<string, readonly Binding[]>>()
  readonly #callNames = new Map<number, readonly string[]>()
  #awaited: ReadonlySet<string> | undefined
  #handlesRequests: boolean | undefined
  #readsArchives: boolean | undefined
  #awaitedObjects: ReadonlySet<string> | undefined
  #functions: ReadonlyMap<string, Node> | undefined

  constructor(source: SourceText, tree: SyntaxTree) {
    this.source = source
    this.root = tree.rootNode
    this.imports = importsOf(tree.rootNode)
    this.isPython = source.languageId === 'python'
  }

  /** Whether the file has a class of Python's or Tornado's whose fields are the request. */
  get handlesRequests(): boolean {
    this.#handlesRequests ??= /RequestHandler\b/.test(this.source.text)
    return this.#handlesRequests
  }

  /** Whether the file uses a library that unpacks archives. */
  get readsArchives(): boolean {
    this.#readsArchives ??=
      /\b(unzipper|yauzl|adm-zip|node-stream-zip|jszip|extract-zip|tar-stream|tar-fs|tarfile|zipfile|unzip|zip)['"\s.]/.test(
        this.source.text,
      )
    return this.#readsArchives
  }

  bindings(scope: Node, name: string): readonly Binding[] {
    let all = this.#bindings.get(scope.id)
    if (all === undefined) {
      all = bindingsOf(scope)
      this.#bindings.set(scope.id, all)
    }
    return all.get(name) ?? []
  }

  /** The function of this file that a callee names: `load`, or `this.load` for a method of the class around it. */
  functionCalled(callee: Node): Node | undefined {
    this.#functions ??= declaredFunctions(this.root)
    const method = /^(this|self|cls)\.(#?\w+)$/.exec(callee.text)?.[2]
    if (method === undefined) return callee.type === 'identifier' ? this.#functions.get(callee.text) : undefined
    const owner = enclosing(callee, classTypes)
    return owner === undefined ? undefined : this.#functions.get(`${owner.id}.${method}`)
  }

  /** What is called within a node, by qualified names. */
  callNames(node: Node): readonly string[] {
    const known = this.#callNames.get(node.id)
    if (known !== undefined) return known
    const names: string[] = []
    walkSyntax(node, (cursor) => {
      const callee = callTypes.has(cursor.nodeType) ? calleeOf(cursor.currentNode) : null
      if (callee !== null) names.push(qualifiedName(callee, this.imports))
      return names.length < 60
    })
    this.#callNames.set(node.id, names)
    return names
  }

  /** Whether the file awaits a call of what is written so. */
  isAwaited(callee: string): boolean {
    this.#awaited ??= awaitedCallees(this.root)
    return this.#awaited.has(callee)
  }

  /** Whether the file awaits any method of an object, by the object's text. */
  isAwaitedObject(object: string): boolean {
    this.#awaited ??= awaitedCallees(this.root)
    this.#awaitedObjects ??= new Set([...this.#awaited].map((callee) => callee.slice(0, Math.max(0, callee.lastIndexOf('.')))))
    return object !== '' && this.#awaitedObjects.has(object)
  }

  /** The qualified name of what is called. */
  called(call: Node): string {
    const callee = calleeOf(call)
    return callee === null ? '' : qualifiedName(callee, this.imports)
  }
}

function declaredFunctions(root: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>()
  walkSyntax(root, (cursor) => {
    if (!functionTypes.has(cursor.nodeType)) return true
    const node = cursor.currentNode
    const name = functionName(node)
    const owner = ownerOf(node)
    const key = owner === undefined ? name : `${owner.id}.${name}`
    if (name !== '' && !found.has(key)) found.set(key, node)
    return true
  })
  return found
}

const classTypes: ReadonlySet<string> = new Set(['class_declaration', 'class', 'abstract_class_declaration', 'class_definition'])

/** The class that a function is a method of. */
function ownerOf(fn: Node): Node | undefined {
  const outer = enclosing(fn, new Set([...classTypes, ...functionTypes]))
  return outer !== undefined && classTypes.has(outer.type) ? outer : undefined
}

function awaitedCallees(root: Node): ReadonlySet<string> {
  const found = new Set<string>()
  walkSyntax(root, (cursor) => {
    if (cursor.nodeType !== 'await_expression' && cursor.nodeType !== 'await') return true
    const call = cursor.currentNode.firstNamedChild
    const callee = call !== null && callTypes.has(call.type) ? calleeOf(call) : null
    if (callee !== null) found.add(callee.text)
    return true
  })
  return found
}
