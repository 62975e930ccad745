import type TypeScript from 'typescript'
import type { OffsetSpan } from './cuts.ts'
import { type FunctionWithBody, functionsAround, nodeAround, sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'
import { type EditedText, editedText } from './typeScriptEdits.ts'

/** More are no type that anyone wants to read. */
const mostTypes = 2
const longestType = 120

/**
 * The text with a type for the first parameter without one of the function around a span: the type of what the calls of this file give it.
 * `undefined` where every parameter has one, nothing calls it, or what is given says no more than `any`. For TypeScript alone: in JavaScript
 * a type cannot stand there.
 */
export function withArgumentType(asked: AskedService, text: string, span: OffsetSpan): EditedText | undefined {
  const { typescript, service, name } = asked
  const file = sourceFileOf(asked)
  const checker = service.getProgram()?.getTypeChecker()
  if (file === undefined || checker === undefined || /\.[cm]?jsx?$/.test(name)) return undefined
  const fn = functionsAround(typescript, file, span).find((each) => nameOf(typescript, each) !== undefined)
  const called = fn && nameOf(typescript, fn)
  if (fn === undefined || called === undefined) return undefined
  const calls = callsOf(asked, file, called.getStart(file))
  for (const [index, parameter] of fn.parameters.entries()) {
    const isPlain = typescript.isIdentifier(parameter.name) && parameter.dotDotDotToken === undefined
    // Without parentheses, as in `a => a + 1`, there is no place for a type.
    const hasRoom = /^\s*\??\s*[,)]/.test(text.slice(parameter.name.end))
    if (!isPlain || !hasRoom || parameter.type !== undefined || parameter.initializer !== undefined) continue
    const type = typeOfArguments(typescript, checker, calls, index, fn)
    if (type === undefined) continue
    const at = parameter.questionToken?.end ?? parameter.name.end
    const textChanges = [{ span: { start: at, length: 0 }, newText: `: ${type}` }]
    return editedText(asked, text, [{ fileName: name, textChanges }], span)
  }
  return undefined
}

function nameOf(typescript: typeof TypeScript, fn: FunctionWithBody): TypeScript.Node | undefined {
  if (fn.name !== undefined) return fn.name
  return typescript.isVariableDeclaration(fn.parent) ? fn.parent.name : undefined
}

function callsOf(
  { typescript, service, name }: AskedService,
  file: TypeScript.SourceFile,
  offset: number,
): readonly TypeScript.CallExpression[] {
  const references = service.getReferencesAtPosition(name, offset) ?? []
  return references.flatMap(({ fileName, textSpan: { start, length } }) => {
    if (fileName !== name) return []
    const used = nodeAround(typescript, file, { startOffset: start, endOffset: start + length })
    const callee = typescript.isPropertyAccessExpression(used.parent) && used.parent.name === used ? used.parent : used
    const { parent } = callee
    return typescript.isCallExpression(parent) && parent.expression === callee ? [parent] : []
  })
}

function typeOfArguments(
  typescript: typeof TypeScript,
  checker: TypeScript.TypeChecker,
  calls: readonly TypeScript.CallExpression[],
  index: number,
  fn: FunctionWithBody,
): string | undefined {
  const types = new Set<string>()
  for (const call of calls) {
    const given = call.arguments[index]
    if (given === undefined || call.arguments.slice(0, index + 1).some(typescript.isSpreadElement)) return undefined
    const type = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(given))
    types.add(checker.typeToString(type, fn, typescript.TypeFormatFlags.NoTruncation))
  }
  const type = [...types].join(' | ')
  const isWorthIt = types.size > 0 && types.size <= mostTypes && type.length <= longestType
  return isWorthIt && !/\b(any|never|import)\b/.test(type) ? type : undefined
}
