import type TypeScript from 'typescript'
import { nodeAround } from './syntaxAround.ts'

/**
 * TypeScript's edits of an inlined variable without the parentheses that it writes around every function and choice, where the whole of an
 * argument, a value or a result is replaced: `sort((a, b) => a - b)`, not `sort(((a, b) => a - b))`.
 */
export function withoutNeedlessParentheses(
  typescript: typeof TypeScript,
  file: TypeScript.SourceFile,
  changes: readonly TypeScript.FileTextChanges[],
): readonly TypeScript.FileTextChanges[] {
  const bare = (change: TypeScript.TextChange): TypeScript.TextChange => {
    const { start, length } = change.span
    const replaced = nodeAround(typescript, file, { startOffset: start, endOffset: start + length })
    const inner = withinParentheses(typescript, change.newText)
    if (inner === undefined || !(standsAlone(typescript, replaced) || isAskedFor(typescript, replaced, inner))) return change
    return { ...change, newText: inner.getText() }
  }
  return changes.map((each) => ({ ...each, textChanges: each.textChanges.map(bare) }))
}

/** Whether signs around an expression, such as a comma and a bracket, hold it together anyway. */
function standsAlone(typescript: typeof TypeScript, node: TypeScript.Node): boolean {
  const { parent } = node
  if (typescript.isCallExpression(parent) || typescript.isNewExpression(parent))
    return parent.arguments?.some((each) => each === node) === true
  if (typescript.isVariableDeclaration(parent) || typescript.isPropertyAssignment(parent)) return parent.initializer === node
  return typescript.isReturnStatement(parent) || typescript.isArrayLiteralExpression(parent)
}

/** Whether a member of it is asked for, which `read(a).length` needs no parentheses for. */
function isAskedFor(typescript: typeof TypeScript, { parent }: TypeScript.Node, inner: TypeScript.Expression): boolean {
  const isPlain =
    typescript.isIdentifier(inner) || typescript.isCallExpression(inner) || typescript.isPropertyAccessExpression(inner)
  // Of `a?.b` the parentheses end the chain.
  return isPlain && typescript.isPropertyAccessExpression(parent) && !inner.getText().includes('?.')
}

/** What stands within the parentheses that a text is; undefined where it is something else, or needs them, as `(a, b)` does. */
function withinParentheses(typescript: typeof TypeScript, text: string): TypeScript.Expression | undefined {
  const file = typescript.createSourceFile('inlined.ts', text, typescript.ScriptTarget.Latest, true)
  const [statement, ...others] = file.statements
  if (statement === undefined || others.length > 0 || !typescript.isExpressionStatement(statement)) return undefined
  const { expression } = statement
  if (!typescript.isParenthesizedExpression(expression) || expression.end !== text.length) return undefined
  const inner = expression.expression
  const isSequence = typescript.isBinaryExpression(inner) && inner.operatorToken.kind === typescript.SyntaxKind.CommaToken
  return isSequence ? undefined : inner
}
