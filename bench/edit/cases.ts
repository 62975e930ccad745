import { functionsBelow } from '../../server/context/functionNodes.ts'
import { languageIdOfPath } from '../../server/context/languages.ts'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { Range } from '../../server/protocol/text.ts'
import type { EditTask, TaskFile } from './tasks/task.ts'

/** A task with the file that it is about and the lines of its function. */
export interface EditCase {
  readonly task: EditTask
  readonly source: SourceText
  readonly range: Range
}

/** All tasks of the files, in their order. Throws when a task names a function that its file does not have. */
export async function editCases(files: readonly TaskFile[], parser: SyntaxParser): Promise<readonly EditCase[]> {
  const cases: EditCase[] = []
  for (const file of files) {
    const source = new SourceText(file.path, languageIdOfPath(file.path), file.text)
    const tree = await parser.parse(source)
    if (tree === undefined) throw new Error(`No grammar for ${file.path}.`)
    const functions = functionsBelow(tree.rootNode, '')
    for (const task of file.tasks) {
      const found = functions.find(({ name }) => name === task.symbol)
      if (found === undefined) throw new Error(`${task.id}: there is no ${task.symbol}.`)
      cases.push({ task, source, range: source.rangeBetween(found.startOffset, found.endOffset) })
    }
    tree.dispose()
  }
  return cases
}

/** The file as the task's own solution leaves it. Throws when the solution does not fit the function. */
export function solved({ task, source, range }: EditCase): string {
  const start = source.offsetAt(range.start)
  const end = source.offsetAt(range.end)
  const lineStart = source.lineStart(range.start.line)
  const changed = task.solution.reduce(
    (text, [before, after]) => {
      if (text.split(before).length !== 2) throw new Error(`${task.id}: "${before}" does not stand there once.`)
      return text.replace(before, () => after)
    },
    source.text.slice(lineStart, end),
  )
  return source.text.slice(0, Math.min(lineStart, start)) + changed + source.text.slice(end)
}
