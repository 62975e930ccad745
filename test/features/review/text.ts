import { type CodeUnit, codeUnits } from '../../../server/context/functions.ts'
import { CodeMask } from '../../../server/context/masks.ts'
import type { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { Passage } from '../../../server/features/review/passage.ts'

/** The first unit of a text, laid out for prompts. */
export async function passageOf(parser: SyntaxParser, languageId: string, text: string, unitIndex = 0): Promise<Passage> {
  const source = new SourceText('src/file', languageId, text)
  const tree = await parser.parse(source)
  try {
    const unit: CodeUnit | undefined = codeUnits(source, tree)[unitIndex]
    if (unit === undefined) throw new Error(`no unit ${unitIndex} in:\n${text}`)
    return new Passage(source, unit)
  } finally {
    tree?.dispose()
  }
}

export async function maskOf(parser: SyntaxParser, source: SourceText): Promise<CodeMask> {
  const tree = await parser.parse(source)
  try {
    return new CodeMask(source, tree)
  } finally {
    tree?.dispose()
  }
}
