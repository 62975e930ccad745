import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { MechanicalKind, NamePlaces } from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { whyNotExtracted } from './extractable.ts'
import { type InlinedVariable, whyNotInlined } from './inlinable.ts'
import { whyNotMovedOut } from './movedVariables.ts'
import { isStatement, nodeOfSpan, trimmedSpan } from './selection.ts'
import { stabilityAt } from './stableNames.ts'

const soundnessReasons = {
  broken: 'The code here has a syntax error.',
  notDeclared: 'It is not a variable that one statement declares.',
  together: 'It is declared together with others.',
  ownArguments: 'It uses what the function around it was called with as a whole.',
} as const

/**
 * Why a rewriting of a place would change what the program does, which tools that only look at names and types do not see; undefined where it
 * would not. `places` are those of the variable to inline.
 */
export function whyUnsound(
  kind: MechanicalKind,
  source: SourceText,
  root: Node,
  span: OffsetSpan,
  places: NamePlaces | undefined,
): string | undefined {
  if (statementAround(root, span).hasError) return soundnessReasons.broken
  if (kind === 'extractConstant') {
    const expression = nodeOfSpan(root, trimmedSpan(source.text, span))
    return whyNotExtracted(expression, stabilityAt(expression ?? root, source.languageId))
  }
  if (kind === 'extractFunction' && source.languageId !== 'python') {
    const moved = trimmedSpan(source.text, span)
    return usesOwnCall(root, moved) ? soundnessReasons.ownArguments : whyNotMovedOut(root, moved)
  }
  if (kind !== 'inlineVariable') return undefined
  const variable = places && inlinedVariable(root, places)
  if (variable === undefined) return soundnessReasons.notDeclared
  const isStable = stabilityAt(variable.value, source.languageId)
  const declared = variable.statement.namedChildren.filter((each) => each?.type === 'variable_declarator')
  return declared.length > 1 ? soundnessReasons.together : whyNotInlined(variable, isStable)
}

/** Whether a span says `arguments` or `new.target`, which mean another call in another function. Arrow functions have none of their own. */
function usesOwnCall(root: Node, { startOffset, endOffset }: OffsetSpan): boolean {
  let uses = false
  walkSyntax(root, (cursor) => {
    const type = cursor.nodeType
    if (uses || cursor.endIndex <= startOffset || cursor.startIndex >= endOffset) return false
    if (cursor.startIndex < startOffset || cursor.endIndex > endOffset) return true
    uses = type === 'meta_property' ? cursor.nodeText === 'new.target' : type === 'identifier' && cursor.nodeText === 'arguments'
    return !functionTypes.has(type) || type === 'arrow_function'
  })
  return uses
}

/** The smallest statement that holds all of a span, or what lies between statements. */
function statementAround(root: Node, { startOffset, endOffset }: OffsetSpan): Node {
  let node = root.namedDescendantForIndex(startOffset, endOffset) ?? root
  while (node.parent !== null && !isStatement(node)) node = node.parent
  return node
}

/** The declaration of a variable and its uses; undefined where it has no single one with a value. */
export function inlinedVariable(root: Node, { places, fromGetter = false }: NamePlaces): InlinedVariable | undefined {
  const nodes = places.flatMap(({ startOffset, endOffset }) => root.namedDescendantForIndex(startOffset, endOffset) ?? [])
  const declarations = nodes.flatMap((name) => declarationOf(name) ?? [])
  const [declaration] = declarations
  if (declaration === undefined || declarations.length > 1) return undefined
  const { name, value, statement } = declaration
  return { statement, value, uses: nodes.filter((each) => each.id !== name.id), fromGetter }
}

interface Declaration {
  readonly name: Node
  readonly value: Node
  readonly statement: Node
}

function declarationOf(name: Node): Declaration | undefined {
  const { parent } = name
  if (parent === null) return undefined
  const isDeclarator = parent.type === 'variable_declarator' && parent.childForFieldName('name')?.id === name.id
  const isAssignment =
    parent.type === 'assignment' &&
    parent.parent?.type === 'expression_statement' &&
    parent.childForFieldName('left')?.id === name.id
  const value = parent.childForFieldName(isDeclarator ? 'value' : 'right')
  if ((!isDeclarator && !isAssignment) || value === null || parent.parent === null) return undefined
  return { name, value, statement: parent.parent }
}
