import { SourceText } from '../../context/source.ts'
import { loadFile } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { Position } from '../../protocol/text.ts'

/** A comment that says "cursor", in the languages of the demo. It ends its line's code or stands within it. */
const mark = /\/\* cursor \*\/|# cursor(?=[\r\n])/g

/** A file with one cursor comment: the text without the comment, and where it stood. Rejects with badArgument and fileMissing. */
export async function readMarkedFile(file: string): Promise<{ source: SourceText; position: Position }> {
  const loaded = await loadFile(file, file)
  const marks = loaded.kind === 'text' ? [...loaded.source.text.matchAll(mark)] : []
  const [only] = marks
  if (loaded.kind === 'skipped' || only === undefined || marks.length > 1) {
    throw LatentError.of('badArgument', {
      en: `${file} needs exactly one cursor comment.`,
      zh: `${file} 需要恰好一个光标注释。`,
    })
  }
  const { path, languageId, text } = loaded.source
  const source = new SourceText(path, languageId, text.slice(0, only.index) + text.slice(only.index + only[0].length))
  return { source, position: source.positionAt(only.index) }
}
