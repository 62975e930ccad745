import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { SyntaxParser } from '../../../context/parser.ts'
import type {
  MechanicalKind,
  MechanicalOffer,
  MechanicalResult,
  NamePlaces,
  Refactorings,
} from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import { extractedPythonFunction } from './pythonExtractFunction.ts'
import { extractedPythonVariable } from './pythonExtractVariable.ts'
import { inlinedPythonVariable } from './pythonInline.ts'
import { bindingScope, isFunction, nameUses } from './pythonNames.ts'
import { nameAt } from './selection.ts'
import { inlinedVariable } from './soundness.ts'

/** Rewritings of Python by its syntax tree. Those that are not offered here are made by nobody without a model. */
export class PythonRefactorings implements Refactorings {
  readonly #parser: SyntaxParser

  constructor(parser: SyntaxParser) {
    this.#parser = parser
  }

  async offers(source: SourceText, span: OffsetSpan): Promise<readonly MechanicalOffer[] | undefined> {
    return await this.#withRoot(source, (root) => {
      const kinds: readonly MechanicalKind[] =
        source.text.slice(span.startOffset, span.endOffset).trim() === '' ? [] : ['extractFunction', 'extractConstant']
      const extracted = kinds.map((kind): MechanicalOffer => {
        const result = made(source, root, span, kind)
        return { kind, ...(result.kind === 'refused' ? { disabled: result.reason } : {}) }
      })
      const places = pythonPlaces(root, span.startOffset)
      const isVariable = places?.isLocal === true && inlinedVariable(root, places) !== undefined
      return [...extracted, ...(isVariable ? [{ kind: 'inlineVariable' as const }] : [])]
    })
  }

  async make(source: SourceText, span: OffsetSpan, kind: MechanicalKind): Promise<MechanicalResult | undefined> {
    return await this.#withRoot(source, (root) => made(source, root, span, kind))
  }

  async places(source: SourceText, offset: number): Promise<NamePlaces | undefined> {
    return await this.#withRoot(source, (root) => pythonPlaces(root, offset))
  }

  async #withRoot<Result>(source: SourceText, use: (root: Node) => Result): Promise<Result | undefined> {
    const tree = await this.#parser.parse(source)
    try {
      return tree && use(tree.rootNode)
    } finally {
      tree?.dispose()
    }
  }
}

function made(source: SourceText, root: Node, span: OffsetSpan, kind: MechanicalKind): MechanicalResult {
  switch (kind) {
    case 'extractFunction':
      return extractedPythonFunction(source, root, span)
    case 'extractConstant':
      return extractedPythonVariable(source, root, span)
    case 'inlineVariable': {
      const places = pythonPlaces(root, span.startOffset)
      const variable = places && inlinedVariable(root, places)
      if (!places?.isLocal || variable === undefined) return { kind: 'refused', reason: 'It is not a variable of a function.' }
      return inlinedPythonVariable(source, variable)
    }
    default:
      return { kind: 'refused', reason: 'There is no such rewriting for Python.' }
  }
}

/** All places of the name at an offset within the function that binds it; of a name that no function binds, those in the file. */
function pythonPlaces(root: Node, offset: number): NamePlaces | undefined {
  const node = nameAt(root, offset)
  if (node?.type !== 'identifier' || !nameUses(node.parent ?? node).some((use) => use.node.id === node.id)) return undefined
  const name = node.text
  const scope = bindingScope(name, node)
  const uses = nameUses(scope ?? root).filter((use) => use.name === name)
  const own = scope === undefined ? uses : uses.filter((use) => bindingScope(name, use.node)?.id === scope.id)
  // Others may give a parameter by its name, and `global` makes a name everybody's.
  const isOwn = own.every(({ role, node: each }) => role !== 'declares' && !isParameter(each))
  return {
    name,
    places: own.map(({ node: { startIndex, endIndex } }) => ({ startOffset: startIndex, endOffset: endIndex })),
    isLocal: scope !== undefined && isFunction(scope) && isOwn,
    ...(own.some(({ node: each }) => isFromProperty(root, each)) ? { fromGetter: true } : {}),
  }
}

/** Whether a name is assigned an expression with an attribute that a class of the file has as a `@property`. */
function isFromProperty(root: Node, { parent, id }: Node): boolean {
  if (parent?.type !== 'assignment' || parent.childForFieldName('left')?.id !== id) return false
  const value = parent.childForFieldName('right')
  const read = value?.descendantsOfType('attribute').map((each) => each?.childForFieldName('attribute')?.text) ?? []
  if (read.length === 0) return false
  return root.descendantsOfType('decorated_definition').some((each) => {
    const isProperty = each?.namedChildren.some((child) => child?.type === 'decorator' && /^@property\b/.test(child.text))
    return isProperty === true && read.includes(each?.childForFieldName('definition')?.childForFieldName('name')?.text)
  })
}

function isParameter(node: Node): boolean {
  for (let { parent } = node; parent !== null; { parent } = parent) {
    if (parent.type === 'parameters' || parent.type === 'lambda_parameters') return true
    if (parent.type === 'block') return false
  }
  return false
}
