import type TypeScript from 'typescript'
import type { OffsetSpan } from './cuts.ts'
import type { AskedService } from './typeCheck.ts'

/** The file as TypeScript reads it; `undefined` where it does not know it. */
export function sourceFileOf({ service, name }: AskedService): TypeScript.SourceFile | undefined {
  return service.getProgram()?.getSourceFile(name)
}

/** The innermost node that holds all of a span. */
export function nodeAround(typescript: typeof TypeScript, file: TypeScript.SourceFile, span: OffsetSpan): TypeScript.Node {
  let node: TypeScript.Node = file
  for (;;) {
    const inner: TypeScript.Node | undefined = typescript.forEachChild(node, (child) =>
      child.getStart(file) <= span.startOffset && span.endOffset <= child.end ? child : undefined,
    )
    if (inner === undefined) return node
    node = inner
  }
}

/** The functions with a body that hold all of a span, from the inside out. */
export function functionsAround(
  typescript: typeof TypeScript,
  file: TypeScript.SourceFile,
  span: OffsetSpan,
): readonly FunctionWithBody[] {
  const found: FunctionWithBody[] = []
  for (let node = nodeAround(typescript, file, span); node !== file; node = node.parent) {
    if (typescript.isFunctionLike(node) && hasBody(node)) found.push(node)
  }
  return found
}

export type FunctionWithBody = TypeScript.SignatureDeclaration & { readonly body: TypeScript.Node }

function hasBody(node: TypeScript.SignatureDeclaration): node is FunctionWithBody {
  return 'body' in node && node.body !== undefined
}

/** What a function says of itself in front of its body, the name of a variable that it is bound to included. */
export function headOf(file: TypeScript.SourceFile, fn: FunctionWithBody): OffsetSpan {
  const { parent } = fn
  const isBound = 'initializer' in parent && parent.initializer === fn
  return { startOffset: (isBound ? parent : fn).getStart(file), endOffset: fn.body.getStart(file) }
}

/** The part that a rewriting without a selection is about: the function around, else the statement of the file. */
export function partAround(typescript: typeof TypeScript, file: TypeScript.SourceFile, span: OffsetSpan): OffsetSpan {
  const [fn] = functionsAround(typescript, file, span)
  if (fn !== undefined) return { startOffset: headOf(file, fn).startOffset, endOffset: fn.end }
  const around = file.statements.find(
    (statement) => statement.getStart(file) <= span.startOffset && span.endOffset <= statement.end,
  )
  return around === undefined ? span : { startOffset: around.getStart(file), endOffset: around.end }
}
