import ts from 'typescript'
import type { TextChange } from '../../server/features/nextEdit/touchedPlaces.ts'

/** TypeScript's language service over one file: what a name means, and where. */
export class OneFileService {
  readonly #path: string
  readonly #service: ts.LanguageService

  constructor(path: string, text: string) {
    this.#path = path
    const options: ts.CompilerOptions = {
      allowJs: true,
      noResolve: true,
      noLib: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
    }
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [path],
      getScriptVersion: () => '1',
      getScriptSnapshot: (name) => (name === path ? ts.ScriptSnapshot.fromString(text) : undefined),
      getCurrentDirectory: () => '',
      getDefaultLibFileName: () => '',
      fileExists: (name) => name === path,
      readFile: (name) => (name === path ? text : undefined),
    })
  }

  dispose(): void {
    this.#service.dispose()
  }

  /** Names where they are declared: of variables, parameters, functions and types, or of properties and methods. */
  declaredNames(kind: 'variable' | 'member'): readonly ts.Identifier[] {
    const declares = kind === 'variable' ? declaresVariable : declaresMember
    return this.#nodes().filter(
      (node): node is ts.Identifier => ts.isIdentifier(node) && declares(node.parent) && nameOf(node.parent) === node,
    )
  }

  functions(): readonly (ts.SignatureDeclaration & { readonly name: ts.Identifier })[] {
    return this.#nodes().filter(
      (node): node is (ts.FunctionDeclaration | ts.MethodDeclaration) & { readonly name: ts.Identifier } =>
        (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined && ts.isIdentifier(node.name),
    )
  }

  /** The edits of a rename, in the order of the text. */
  rename(name: ts.Identifier, to: string): readonly TextChange[] {
    const found = this.#service.findRenameLocations(this.#path, name.getStart(), false, false, {
      providePrefixAndSuffixTextForRename: true,
    })
    return (found ?? [])
      .map(({ textSpan, prefixText = '', suffixText = '' }) => ({
        start: textSpan.start,
        end: textSpan.start + textSpan.length,
        text: prefixText + to + suffixText,
      }))
      .toSorted((a, b) => a.start - b.start)
  }

  calls(name: ts.Identifier): readonly ts.CallExpression[] {
    const references = this.#service.getReferencesAtPosition(this.#path, name.getStart()) ?? []
    const starts = new Set(references.map(({ textSpan }) => textSpan.start))
    return this.#nodes().filter((node): node is ts.CallExpression => {
      if (!ts.isCallExpression(node)) return false
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
      return starts.has(called.getStart())
    })
  }

  /** How many identifiers are written so, whatever they mean. */
  identifiers(text: string): number {
    return this.#nodes().filter((node) => ts.isIdentifier(node) && node.text === text).length
  }

  #nodes(): readonly ts.Node[] {
    const file = this.#service.getProgram()?.getSourceFile(this.#path)
    const nodes: ts.Node[] = []
    const visit = (node: ts.Node): void => {
      nodes.push(node)
      ts.forEachChild(node, visit)
    }
    if (file !== undefined) visit(file)
    return nodes
  }
}

function declaresVariable(node: ts.Node): boolean {
  if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node)) return true
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)
}

function declaresMember(node: ts.Node): boolean {
  return ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node) || ts.isPropertySignature(node)
}

function nameOf(declaration: ts.Node): ts.Node | undefined {
  return ts.getNameOfDeclaration(declaration as ts.Declaration)
}
