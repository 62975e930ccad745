import type TypeScript from 'typescript'

/** Whether edits take away code that does something when it runs, which is more than a name that nobody uses. */
export function removesEffects(
  typescript: typeof TypeScript,
  file: TypeScript.SourceFile,
  changes: readonly TypeScript.FileTextChanges[],
): boolean {
  const removed = changes.flatMap(({ textChanges }) =>
    textChanges.map(({ span }) => ({ start: span.start, end: span.start + span.length })),
  )
  const acts = (node: TypeScript.Node): boolean => {
    const start = node.getStart(file)
    if (!removed.some((each) => each.start < node.end && start < each.end)) return false
    const isRemoved = removed.some((each) => each.start <= start && node.end <= each.end)
    if (isRemoved && isEffect(typescript, node)) return true
    // A function that goes as a whole does nothing.
    if (isRemoved && typescript.isFunctionLike(node)) return false
    return typescript.forEachChild(node, (child) => acts(child) || undefined) ?? false
  }
  return acts(file)
}

function isEffect(typescript: typeof TypeScript, node: TypeScript.Node): boolean {
  if (typescript.isCallExpression(node) || typescript.isNewExpression(node) || typescript.isTaggedTemplateExpression(node))
    return true
  if (typescript.isAwaitExpression(node) || typescript.isYieldExpression(node) || typescript.isDeleteExpression(node)) return true
  if (typescript.isPostfixUnaryExpression(node)) return true
  const { PlusPlusToken, MinusMinusToken, FirstAssignment, LastAssignment } = typescript.SyntaxKind
  if (typescript.isPrefixUnaryExpression(node)) return node.operator === PlusPlusToken || node.operator === MinusMinusToken
  return (
    typescript.isBinaryExpression(node) && node.operatorToken.kind >= FirstAssignment && node.operatorToken.kind <= LastAssignment
  )
}
