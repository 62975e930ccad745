import { SyntaxParser } from '../../../../server/context/parser.ts'
import { SourceText } from '../../../../server/context/source.ts'
import { type Subject, subjectAt } from '../../../../server/features/edit/generate/subject.ts'
import { readCursor } from '../../../marks.ts'

const parser = await SyntaxParser.create()

/** The function at `[||]`, and its file. Throws where there is none. */
export async function subjectIn(
  path: string,
  languageId: string,
  marked: string,
): Promise<{ readonly source: SourceText; readonly subject: Subject }> {
  const { text, offset } = readCursor(marked)
  const source = new SourceText(path, languageId, text)
  const tree = await parser.parse(source)
  const subject = tree && subjectAt(source, tree.rootNode, source.rangeBetween(offset, offset))
  tree?.dispose()
  if (subject === undefined) throw new Error(`no function at the cursor in:\n${marked}`)
  return { source, subject }
}
