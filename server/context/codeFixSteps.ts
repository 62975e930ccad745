import type TypeScript from 'typescript'
import type { OffsetSpan } from './cuts.ts'
import { removesEffects } from './removedEffects.ts'
import { functionsAround, headOf, nodeAround, partAround, sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'
import { type EditedText, editedText, layoutOf } from './typeScriptEdits.ts'

/** Rewritings that are made of TypeScript's fixes for what it merely suggests, one at a time, until nothing is left to do. */
export type FixedKind = 'toAsync' | 'addTypes' | 'removeDeadCode'

interface Fixing {
  /** TypeScript's numbers of what it reports, as errors or as suggestions. */
  readonly codes: ReadonlySet<number>
  /** Names of the fixes that are meant, among those that TypeScript knows for a code. */
  readonly fixes: ReadonlySet<string>
}

const fixings: Readonly<Record<FixedKind, Fixing>> = {
  // 80006: "This may be converted to an async function."
  toAsync: { codes: new Set([80006]), fixes: new Set(['convertToAsyncFunction']) },
  // 7005 to 7034 where implicit `any` is an error, 7043 to 7050 where it is not.
  addTypes: {
    codes: new Set([7005, 7006, 7008, 7010, 7019, 7031, 7034, 7043, 7044, 7045, 7046, 7047, 7048, 7049, 7050]),
    fixes: new Set(['inferFromUsage']),
  },
  // 6133, 6192, 6196, 6198, 6199: never used. 7027: unreachable.
  removeDeadCode: {
    codes: new Set([6133, 6192, 6196, 6198, 6199, 7027]),
    fixes: new Set(['unusedIdentifier', 'fixUnreachableCode']),
  },
}

/** Whether there is anything to fix in the part of the text around a span. */
export function isFixable(asked: AskedService, text: string, span: OffsetSpan, kind: FixedKind): boolean {
  return fixesAround(asked, text, span, kind).next().done !== true
}

/** The text after the first fix of a kind; `undefined` where there is none to make. */
export function fixedOnce(asked: AskedService, text: string, span: OffsetSpan, kind: FixedKind): EditedText | undefined {
  for (const edited of fixesAround(asked, text, span, kind)) return edited
  return undefined
}

/** The return type of the function around a span, where it says none and TypeScript knows a better one than `any`. */
export function withReturnType(asked: AskedService, text: string, span: OffsetSpan): EditedText | undefined {
  const { typescript, service, name } = asked
  const file = sourceFileOf(asked)
  const [around] = file === undefined ? [] : functionsAround(typescript, file, span)
  if (file === undefined || around === undefined) return undefined
  const place = (around.name ?? around.parameters[0]?.name ?? around).getStart(file)
  const [refactor] = service.getApplicableRefactors(name, place, {}, 'invoked', returnType)
  const [action] = refactor?.actions ?? []
  if (refactor === undefined || action === undefined) return undefined
  const edits = service.getEditsForRefactor(name, layoutOf(typescript, text), place, refactor.name, action.name, {})
  if (edits === undefined || !edits.edits.every(saysMoreThanAny)) return undefined
  return editedText(asked, text, edits.edits, span)
}

const returnType = 'refactor.rewrite.function.returnType'

function* fixesAround(asked: AskedService, text: string, span: OffsetSpan, kind: FixedKind): Generator<EditedText> {
  const { typescript, service, name } = asked
  const file = sourceFileOf(asked)
  if (file === undefined) return
  // That a function may be async is reported at its head, and its callbacks may not be what is meant.
  const parts =
    kind === 'toAsync'
      ? functionsAround(typescript, file, span).map((fn) => headOf(file, fn))
      : [partAround(typescript, file, span)]
  for (const each of parts.flatMap((part) => reported(asked, part, fixings[kind].codes))) {
    const { code, start, length } = each
    if (kind === 'removeDeadCode' && isOthersBusiness(typescript, file, each)) continue
    if (kind === 'addTypes' && isOfCallback(typescript, file, start, span)) continue
    const layout = layoutOf(typescript, text)
    for (const fix of service.getCodeFixesAtPosition(name, start, start + length, [code], layout, {})) {
      if (!fixings[kind].fixes.has(fix.fixName) || !isWanted(fix)) continue
      const edited = editedText(asked, text, fix.changes, span)
      if (edited === undefined || edited.text === text) continue
      if (kind === 'addTypes' && !fix.changes.every(saysMoreThanAny)) continue
      // What never runs has no effects; what is unused may have some all the same.
      if (kind === 'removeDeadCode' && code !== unreachable && removesEffects(typescript, file, fix.changes)) continue
      yield edited
    }
  }
}

const unreachable = 7027
/** One name of several. */
const unused = 6133

interface Reported {
  readonly code: number
  readonly start: number
  readonly length: number
}

/** What TypeScript reports within a part, in the order of the text. */
function reported({ service, name }: AskedService, part: OffsetSpan, codes: ReadonlySet<number>): readonly Reported[] {
  return [...service.getSuggestionDiagnostics(name), ...service.getSemanticDiagnostics(name)]
    .flatMap(({ code, start, length }) => (start === undefined || length === undefined ? [] : [{ code, start, length }]))
    .filter(({ code, start }) => codes.has(code) && part.startOffset <= start && start < part.endOffset)
    .toSorted((a, b) => a.start - b.start)
}

/** Of an unused name TypeScript would also put `_` in front of it, or make an `infer` of it. */
function isWanted({ fixName, fixId }: TypeScript.CodeFixAction): boolean {
  return fixName !== 'unusedIdentifier' || !/_(prefix|infer)$/.test(String(fixId))
}

/** Parameters belong to the signature, which others rely on. To import a module runs it: of its names, not the last one may go. */
function isOthersBusiness(
  typescript: typeof TypeScript,
  file: TypeScript.SourceFile,
  { code, start: offset }: Reported,
): boolean {
  for (
    let node = nodeAround(typescript, file, { startOffset: offset, endOffset: offset + 1 });
    node !== file;
    node = node.parent
  ) {
    if (typescript.isParameter(node)) return true
    if (typescript.isImportDeclaration(node)) return code !== unused || importedNames(typescript, node) < 2
    if (typescript.isBlock(node)) return false
  }
  return false
}

function importedNames(typescript: typeof TypeScript, { importClause }: TypeScript.ImportDeclaration): number {
  const bindings = importClause?.namedBindings
  const named = bindings !== undefined && typescript.isNamedImports(bindings) ? bindings.elements.length : 0
  return named + (importClause?.name === undefined ? 0 : 1)
}

/** Whether something is a parameter of a function that is handed over, which gets its types from where it is handed to. */
function isOfCallback(typescript: typeof TypeScript, file: TypeScript.SourceFile, offset: number, asked: OffsetSpan): boolean {
  const [fn] = functionsAround(typescript, file, { startOffset: offset, endOffset: offset + 1 })
  if (fn === undefined || !(typescript.isArrowFunction(fn) || typescript.isFunctionExpression(fn))) return false
  const isAsked = fn.getStart(file) <= asked.startOffset && asked.endOffset <= fn.end
  return !isAsked && typescript.isCallExpression(fn.parent)
}

/** `any` tells nothing that was not known. */
function saysMoreThanAny({ textChanges }: TypeScript.FileTextChanges): boolean {
  return !textChanges.some(({ newText }) => /\bany\b/.test(newText))
}
