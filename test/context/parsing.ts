import { SyntaxParser, type SyntaxTree } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'

const parser = await SyntaxParser.create()

/** Parses a text, hands source and tree over, and frees the tree. `tree` is `undefined` where the language has no grammar. */
export async function parsed<Result>(
  languageId: string,
  text: string,
  use: (source: SourceText, tree: SyntaxTree | undefined) => Result,
): Promise<Result> {
  const source = new SourceText('file', languageId, text)
  const tree = await parser.parse(source)
  try {
    return use(source, tree)
  } finally {
    tree?.dispose()
  }
}
