import type { OffsetSpan } from '../../context/cuts.ts'
import type { SyntaxParser } from '../../context/parser.ts'
import type { PlaceEdit } from '../../context/projectEdits.ts'
import type { ProjectRefactorings } from '../../context/refactorings.ts'
import type { SourceText } from '../../context/source.ts'
import { FixChecker } from '../review/fix.ts'

/** A file of several that are to change together. */
export interface FileChange {
  readonly source: SourceText
  /** In the order of the text, without overlaps. */
  readonly edits: readonly PlaceEdit[]
}

export interface GuardSeveralDeps {
  readonly parser: SyntaxParser
  /** For TypeScript and JavaScript. */
  readonly refactorings: ProjectRefactorings
}

/**
 * Why files must not change together, as one sentence in English; undefined where every check passes that can be made: each file parses as it
 * did, reads as it did outside of its edits, and all of them together have no new type error. Where the edits only give something another
 * name, `newName`, that name must not mean anything else at any of the places. All or nothing: one file's problem is everybody's.
 */
export async function problemOfSeveral(
  files: readonly FileChange[],
  newName: string | undefined,
  { parser, refactorings }: GuardSeveralDeps,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { source, edits } of files) {
    const problem = await syntaxProblem(source, edits, parser)
    signal.throwIfAborted()
    if (problem !== undefined) return problem
  }
  const change = await refactorings.changeOfSeveral(
    files.map(({ source: { path, languageId, text }, edits }) => ({
      path,
      languageId,
      text,
      changedText: textAfter(text, edits),
      named: newName === undefined ? [] : namedSpans(edits, newName),
    })),
  )
  signal.throwIfAborted()
  if (change === undefined) return undefined
  if (!change.isOneName) return `The name \`${newName}\` means something else where it would stand.`
  const { newErrors } = change
  if (newErrors === 0) return undefined
  return newErrors === 1 ? 'The result would have a new type error.' : `The result would have ${newErrors} new type errors.`
}

/** A text after edits that do not overlap. */
export function textAfter(text: string, edits: readonly PlaceEdit[]): string {
  return edits
    .toSorted((a, b) => b.startOffset - a.startOffset)
    .reduce(
      (changed, { startOffset, endOffset, newText }) => changed.slice(0, startOffset) + newText + changed.slice(endOffset),
      text,
    )
}

async function syntaxProblem(source: SourceText, edits: readonly PlaceEdit[], parser: SyntaxParser): Promise<string | undefined> {
  const [first, last] = [edits[0], edits.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const within = edits.map((edit) => ({
    ...edit,
    startOffset: edit.startOffset - first.startOffset,
    endOffset: edit.endOffset - first.startOffset,
  }))
  const newText = textAfter(source.text.slice(first.startOffset, last.endOffset), within)
  const mend = { title: '', range: source.rangeBetween(first.startOffset, last.endOffset), newText }
  const { checks } = await new FixChecker(source, parser, undefined).check(mend)
  if (checks.parses && checks.restUnchanged === true) return undefined
  const file = `\`${source.path.replaceAll('`', "'")}\``
  return checks.parses ? `Code of ${file} outside of the change would be read otherwise.` : `${file} would not parse.`
}

/** Where the text after edits says a name: `other` in `name: other` and in `other as name`. */
function namedSpans(edits: readonly PlaceEdit[], name: string): readonly OffsetSpan[] {
  let shift = 0
  return edits.flatMap(({ startOffset, endOffset, newText }) => {
    const [said] = [...newText.matchAll(word)].filter((each) => each[0] === name)
    const start = startOffset + shift + (said?.index ?? 0)
    shift += newText.length - (endOffset - startOffset)
    return said === undefined ? [] : [{ startOffset: start, endOffset: start + name.length }]
  })
}

const word = /[\p{ID_Continue}$]+/gu
