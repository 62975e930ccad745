import type TypeScript from 'typescript'
import type { NamePlaces } from './refactorings.ts'
import { nodeAround, sourceFileOf } from './syntaxAround.ts'
import type { AskedService } from './typeCheck.ts'

/**
 * All places of the variable, parameter, function or type whose name is at an offset. `undefined` for other things, such as members, and for
 * names that are declared elsewhere.
 */
export function namePlaces(asked: AskedService, text: string, offset: number): NamePlaces | undefined {
  const { typescript, service, name } = asked
  const file = sourceFileOf(asked)
  const checker = service.getProgram()?.getTypeChecker()
  const node = file && nodeAround(typescript, file, { startOffset: offset, endOffset: offset })
  if (file === undefined || checker === undefined || node === undefined || !typescript.isIdentifier(node)) return undefined
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? []
  if (declarations.length === 0 || !declarations.every((each) => each.getSourceFile() === file && isNamed(typescript, each)))
    return undefined
  const locations = service.findRenameLocations(name, node.getStart(file), false, false, {
    providePrefixAndSuffixTextForRename: true,
  })
  if (locations === undefined) return undefined
  const places = locations.map(({ textSpan, prefixText, suffixText }) => ({
    startOffset: textSpan.start,
    endOffset: textSpan.start + textSpan.length,
    ...(prefixText === undefined ? {} : { prefix: prefixText }),
    ...(suffixText === undefined ? {} : { suffix: suffixText }),
  }))
  const isOwn = locations.every(({ fileName }) => fileName === name)
  return {
    name: text.slice(node.getStart(file), node.end),
    places: places.filter((_, index) => locations[index]?.fileName === name).toSorted((a, b) => a.startOffset - b.startOffset),
    isLocal: isOwn && declarations.every((each) => isLocal(typescript, file, each)),
    ...(declarations.some((each) => isFromGetter(typescript, checker, each)) ? { fromGetter: true } : {}),
  }
}

function isFromGetter(typescript: typeof TypeScript, checker: TypeScript.TypeChecker, declaration: TypeScript.Node): boolean {
  if (!typescript.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false
  const reads = (node: TypeScript.Node): boolean => {
    const isMember = typescript.isPropertyAccessExpression(node) || typescript.isElementAccessExpression(node)
    const member = isMember
      ? checker.getSymbolAtLocation(typescript.isPropertyAccessExpression(node) ? node.name : node.argumentExpression)
      : undefined
    if (((member?.flags ?? 0) & typescript.SymbolFlags.GetAccessor) !== 0) return true
    return typescript.forEachChild(node, (child) => reads(child) || undefined) ?? false
  }
  return reads(declaration.initializer)
}

function isNamed(typescript: typeof TypeScript, node: TypeScript.Node): boolean {
  return (
    typescript.isVariableDeclaration(node) ||
    typescript.isParameter(node) ||
    typescript.isBindingElement(node) ||
    typescript.isFunctionDeclaration(node) ||
    typescript.isFunctionExpression(node) ||
    typescript.isClassDeclaration(node) ||
    typescript.isTypeAliasDeclaration(node) ||
    typescript.isInterfaceDeclaration(node) ||
    typescript.isEnumDeclaration(node) ||
    typescript.isTypeParameterDeclaration(node)
  )
}

/** What a module does not export, and what stands within a block, is its own. A script shares its names with all others. */
function isLocal(typescript: typeof TypeScript, file: TypeScript.SourceFile, declaration: TypeScript.Declaration): boolean {
  for (let node: TypeScript.Node = declaration; node !== file; node = node.parent) {
    if (typescript.isFunctionLike(node) && node !== declaration) return true
    if (typescript.isBlock(node)) return true
    const modifiers = typescript.canHaveModifiers(node) ? typescript.getModifiers(node) : undefined
    if (modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.ExportKeyword)) return false
  }
  return typescript.isExternalModule(file)
}
