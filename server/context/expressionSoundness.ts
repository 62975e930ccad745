import type TypeScript from 'typescript'
import type { OffsetSpan } from './cuts.ts'
import type { MechanicalKind } from './refactorings.ts'
import { nodeAround, sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'

/**
 * Why an expression would give another value once TypeScript rewrote it, as far as types tell; undefined where it would not. TypeScript itself
 * looks at the form alone.
 */
export function whyAnotherValue(asked: AskedService, span: OffsetSpan, kind: MechanicalKind): string | undefined {
  const { typescript, service } = asked
  const file = sourceFileOf(asked)
  const program = service.getProgram()
  if (file === undefined || program === undefined) return undefined
  const checked = { typescript, checker: program.getTypeChecker(), strict: isStrict(program.getCompilerOptions()) }
  const node = nodeAround(typescript, file, span)
  if (kind === 'optionalChain') return whyNotOptional(checked, node)
  return kind === 'templateString' ? whyNotTemplate(checked, node) : undefined
}

const reasons = {
  falsy: 'What is false, zero or empty, but not missing, would be treated otherwise.',
  null: 'It would give `undefined` where it gives `null` now.',
  object: 'An object in it might become another text.',
} as const

interface Checked {
  readonly typescript: typeof TypeScript
  readonly checker: TypeScript.TypeChecker
  /** Whether types tell of `null` and `undefined`. */
  readonly strict: boolean
}

function isStrict({ strict = false, strictNullChecks = strict }: TypeScript.CompilerOptions): boolean {
  return strictNullChecks
}

/** `a && a.b` gives `a` where that is falsy, `a?.b` asks only whether it is missing. */
function whyNotOptional({ typescript, checker, strict }: Checked, inner: TypeScript.Node): string | undefined {
  const expression = outermost(inner, (node) => isAnd(typescript, node) || typescript.isConditionalExpression(node))
  if (expression === undefined) return undefined
  const isConditional = typescript.isConditionalExpression(expression)
  const parts = andParts(typescript, isConditional ? expression.condition : expression)
  const asked = isConditional ? parts : parts.slice(0, -1)
  const { Any, Unknown, StringLike, NumberLike, BigIntLike, BooleanLike, Null, Instantiable } = typescript.TypeFlags
  const flags = asked.reduce((all, part) => all | flagsOf(checker.getTypeAtLocation(part)), 0)
  if ((flags & (Any | Unknown | StringLike | NumberLike | BigIntLike | BooleanLike | Instantiable)) !== 0) return reasons.falsy
  const mayBeNull = (flags & Null) !== 0 || !strict
  return mayBeNull && !isConditional && !isCondition(typescript, expression) ? reasons.null : undefined
}

/** `+` asks an object for its value, a template asks it for its text. */
function whyNotTemplate({ typescript, checker }: Checked, inner: TypeScript.Node): string | undefined {
  const isPlus = (node: TypeScript.Node): node is TypeScript.BinaryExpression =>
    typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.PlusToken
  const expression = outermost(inner, isPlus)
  const { StringLike, NumberLike, BigIntLike, BooleanLike, Null, Undefined } = typescript.TypeFlags
  const plain = StringLike | NumberLike | BigIntLike | BooleanLike | Null | Undefined
  const isPlain = (node: TypeScript.Node): boolean => {
    if (isPlus(node)) return isPlain(node.left) && isPlain(node.right)
    if (typescript.isParenthesizedExpression(node)) return isPlain(node.expression)
    return partsOf(checker.getTypeAtLocation(node)).every((part) => (part.flags & plain) !== 0)
  }
  return expression === undefined || isPlain(expression) ? undefined : reasons.object
}

/** The outermost of the nodes of a kind that stand directly within one another, the innermost group around a node. */
function outermost(inner: TypeScript.Node, is: (node: TypeScript.Node) => boolean): TypeScript.Node | undefined {
  let found: TypeScript.Node | undefined
  for (let node: TypeScript.Node | undefined = inner; node !== undefined; node = node.parent) {
    if (is(node)) found = node
    else if (found !== undefined) return found
  }
  return found
}

function isAnd(typescript: typeof TypeScript, node: TypeScript.Node): node is TypeScript.BinaryExpression {
  return typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.AmpersandAmpersandToken
}

function andParts(typescript: typeof TypeScript, node: TypeScript.Node): readonly TypeScript.Node[] {
  return isAnd(typescript, node) ? [...andParts(typescript, node.left), node.right] : [node]
}

/** Whether only the truth of an expression counts. */
function isCondition(typescript: typeof TypeScript, node: TypeScript.Node): boolean {
  const { parent } = node
  if (typescript.isParenthesizedExpression(parent)) return isCondition(typescript, parent)
  if (typescript.isPrefixUnaryExpression(parent)) return parent.operator === typescript.SyntaxKind.ExclamationToken
  if (typescript.isConditionalExpression(parent)) return parent.condition === node
  return typescript.isIfStatement(parent) || typescript.isWhileStatement(parent) || typescript.isDoStatement(parent)
}

function flagsOf(type: TypeScript.Type): number {
  return partsOf(type).reduce((flags, part) => flags | part.flags, 0)
}

function partsOf(type: TypeScript.Type): readonly TypeScript.Type[] {
  return type.isUnion() ? type.types : [type]
}
