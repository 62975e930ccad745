import { expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { countSyntaxErrors } from '../../../server/context/syntaxErrors.ts'
import { type TreeRewriteKind, treeRewrite } from '../../../server/features/edit/refactor/rewrite.ts'
import type { RewriteSite } from '../../../server/features/edit/refactor/rewriteSite.ts'
import { readCursor } from '../../marks.ts'

export const parser = await SyntaxParser.create()

/** A place of a text, with the tree around it for as long as `use` runs. */
export async function atCursor<Result>(
  languageId: string,
  marked: string,
  use: (site: RewriteSite) => Result | Promise<Result>,
): Promise<Result> {
  const { text, offset } = readCursor(marked)
  const source = new SourceText('file', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error(`no grammar of ${languageId}`)
  try {
    return await use({ source, root: tree.rootNode, startOffset: offset, endOffset: offset })
  } finally {
    tree.dispose()
  }
}

/** The text after a rewrite; `refused: why`; or `nothing` where it does not apply. */
async function rewritten(kind: TreeRewriteKind, languageId: string, marked: string): Promise<string> {
  return await atCursor(languageId, marked, async ({ source, ...site }) => {
    const rewrite = treeRewrite(kind, { source, ...site })
    if (rewrite === undefined) return 'nothing'
    if (rewrite.kind === 'refused') return `refused: ${rewrite.reason}`
    const { startOffset, endOffset, newText } = rewrite.edit
    const text = source.text.slice(0, startOffset) + newText + source.text.slice(endOffset)
    const tree = await parser.parse(new SourceText('file', languageId, text))
    const errors = tree && countSyntaxErrors(tree)
    tree?.dispose()
    return errors === 0 ? text : `does not parse:\n${text}`
  })
}

export interface RewriteCase {
  readonly name: string
  readonly language: 'typescript' | 'javascript' | 'python'
  /** With the cursor `[||]`. */
  readonly code: string
  /** The whole text afterwards. */
  readonly becomes?: string
  /** A part of the reason. */
  readonly refused?: string
  /** It does not apply here. */
  readonly nothing?: true
}

/** A table of cases of one kind, each a test that is named by its sentence. */
export function checkRewrites(kind: TreeRewriteKind, cases: readonly RewriteCase[]): void {
  it.each(cases)(`${kind}, $language: $name`, async ({ language, code, becomes, refused }) => {
    const result = await rewritten(kind, language, code)
    if (becomes !== undefined) expect(result).toBe(becomes)
    else if (refused !== undefined)
      expect(result).toMatch(new RegExp(`^refused: .*${refused.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))
    else expect(result).toBe('nothing')
  })
}
