import { languageOf } from '../languages.ts'
import type { SyntaxParser } from '../parser.ts'
import type { SourceText } from '../source.ts'
import type { CodeModule } from './codeModule.ts'
import { declarationsOf } from './declarations.ts'
import { ecmaScriptExports, ecmaScriptImports } from './ecmaScript.ts'
import { otherImports } from './otherImports.ts'

/** What a file declares, imports and passes on; `undefined` where its language has no grammar. */
export async function readModule(source: SourceText, parser: SyntaxParser): Promise<CodeModule | undefined> {
  const grammar = languageOf(source.languageId)?.grammar
  const tree = grammar === undefined ? undefined : await parser.parse(source)
  if (grammar === undefined || tree === undefined) return undefined
  try {
    const root = tree.rootNode
    const declarations = declarationsOf(source, root, grammar)
    if (grammar === 'typescript' || grammar === 'tsx' || grammar === 'javascript') {
      return { grammar, declarations, imports: ecmaScriptImports(root), ...ecmaScriptExports(root) }
    }
    const imports = otherImports(root, grammar)
    // In Python every imported name can be imported from here again, which is how packages offer what their modules hold.
    return { grammar, declarations, imports, exports: new Map(), reexports: grammar === 'python' ? imports : [] }
  } finally {
    tree.dispose()
  }
}
