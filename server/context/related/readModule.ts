import type { Node } from '@vscode/tree-sitter-wasm'
import { type Grammar, languageOf } from '../languages.ts'
import type { SyntaxParser } from '../parser.ts'
import type { SourceText } from '../source.ts'
import type { CodeModule, Import } from './codeModule.ts'
import { declarationsOf } from './declarations.ts'
import { ecmaScriptExports, ecmaScriptImports } from './ecmaScript.ts'
import { otherImports } from './otherImports.ts'

/** What a file declares, imports and passes on; `undefined` where its language has no grammar. */
export function readModule(source: SourceText, parser: SyntaxParser): Promise<CodeModule | undefined> {
  return withTree(source, parser, (root, grammar) => {
    const declarations = declarationsOf(source, root, grammar)
    const imports = importsOf(root, grammar)
    if (isEcmaScript(grammar)) return { grammar, declarations, imports, ...ecmaScriptExports(root) }
    // In Python every imported name can be imported from here again, which is how packages offer what their modules hold.
    return { grammar, declarations, imports, exports: new Map(), reexports: grammar === 'python' ? imports : [] }
  })
}

/** The imports of a file alone. */
export async function readImports(source: SourceText, parser: SyntaxParser): Promise<readonly Import[]> {
  return (await withTree(source, parser, importsOf)) ?? []
}

const isEcmaScript = (grammar: Grammar) => grammar === 'typescript' || grammar === 'tsx' || grammar === 'javascript'

const importsOf = (root: Node, grammar: Grammar) =>
  isEcmaScript(grammar) ? ecmaScriptImports(root) : otherImports(root, grammar)

async function withTree<Result>(
  source: SourceText,
  parser: SyntaxParser,
  read: (root: Node, grammar: Grammar) => Result,
): Promise<Result | undefined> {
  const grammar = languageOf(source.languageId)?.grammar
  const tree = grammar === undefined ? undefined : await parser.parse(source)
  if (grammar === undefined || tree === undefined) return undefined
  try {
    return read(tree.rootNode, grammar)
  } finally {
    tree.dispose()
  }
}
