import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxParser } from '../../../context/parser.ts'
import { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'

/** Whether a text, its types and comments left out, is the same word by word after a change. */
export async function sameWithoutTypes(source: SourceText, changedText: string, parser: SyntaxParser): Promise<boolean> {
  const changed = new SourceText(source.path, source.languageId, changedText)
  const [before, after] = [await parser.parse(source), await parser.parse(changed)]
  try {
    if (before === undefined || after === undefined) return false
    return wordsWithoutTypes(before.rootNode).join('\0') === wordsWithoutTypes(after.rootNode).join('\0')
  } finally {
    before?.dispose()
    after?.dispose()
  }
}

/** In TypeScript the colon is part of the annotation; in Python it stands in front of the type, and an arrow in front of what is returned. */
function wordsWithoutTypes(root: Node): readonly string[] {
  const words: string[] = []
  walkSyntax(root, (cursor) => {
    const type = cursor.nodeType
    if (type.includes('comment') || type === 'type_annotation' || (type === 'type' && cursor.nodeIsNamed)) return false
    const node = cursor.currentNode
    if (node.childCount > 0) return true
    const isSignOfType = (type === ':' || type === '->') && node.nextSibling?.type === 'type'
    if (node.text !== '' && !isSignOfType) words.push(node.text)
    return false
  })
  return words
}
