import type TypeScript from 'typescript'
import type { CompilerError, CompilerFix, CompilerIdeas, KnownNames } from './compiler.ts'
import type { OffsetSpan } from './cuts.ts'
import { nearestNames } from './spelling.ts'
import type { AskedService } from './typeCheck.ts'
import { layoutOf } from './typeScriptEdits.ts'

/** Words of an error's range whose other names are looked for. An error of a whole call marks many. */
const mostWords = 6
const mostNames = 24
/** Everything that is not global: names of the file's scopes and members. TypeScript's `SortText.LocationPriority`. */
const localPriority = '11'
const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu

/** What TypeScript would do about an error, and which names could stand in the place of those in its range. */
export function ideasOf(asked: AskedService, text: string, error: CompilerError): CompilerIdeas {
  return { fixes: fixesOf(asked, text, error), names: namesOf(asked, text, error) }
}

function fixesOf({ typescript, service, name }: AskedService, text: string, error: CompilerError): readonly CompilerFix[] {
  const layout = layoutOf(typescript, text)
  const fixes = tolerant(() => service.getCodeFixesAtPosition(name, error.startOffset, error.endOffset, [error.code], layout, {}))
  return (fixes ?? []).flatMap(({ description, fixName, changes, commands }) => {
    const [change] = changes
    // What needs other files or a package to be installed is no edit of this text.
    if (change === undefined || changes.length > 1 || change.fileName !== name || (commands ?? []).length > 0) return []
    const edit = asOneEdit(text, change.textChanges)
    return edit === undefined ? [] : [{ ...edit, title: description, name: fixName }]
  })
}

/** Several changes become the one that spans them all. */
function asOneEdit(text: string, changes: readonly TypeScript.TextChange[]): Omit<CompilerFix, 'title' | 'name'> | undefined {
  const ordered = changes.toSorted((a, b) => a.span.start - b.span.start)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined) return undefined
  let newText = ''
  let at = first.span.start
  for (const { span, newText: inserted } of ordered) {
    newText += text.slice(at, span.start) + inserted
    at = span.start + span.length
  }
  return { startOffset: first.span.start, endOffset: at, newText }
}

function namesOf(asked: AskedService, text: string, error: CompilerError): readonly KnownNames[] {
  return wordsIn(text, error).flatMap((word) => {
    const written = text.slice(word.startOffset, word.endOffset)
    const names = nearestNames(written, completionsAt(asked, word.endOffset), mostNames)
    return names.length === 0 ? [] : [{ ...word, names }]
  })
}

function completionsAt({ typescript, service, name }: AskedService, offset: number): readonly string[] {
  const { ScriptElementKind } = typescript
  const entries = tolerant(() => service.getCompletionsAtPosition(name, offset, {}))?.entries ?? []
  return entries
    .filter(({ kind, sortText }) => sortText <= localPriority && kind !== ScriptElementKind.keyword)
    .map((entry) => entry.name)
    .filter((each) => each.match(identifier)?.[0] === each)
}

function wordsIn(text: string, { startOffset, endOffset }: OffsetSpan): readonly OffsetSpan[] {
  return [...text.slice(startOffset, endOffset).matchAll(identifier)]
    .map((match) => ({ startOffset: startOffset + match.index, endOffset: startOffset + match.index + match[0].length }))
    .slice(0, mostWords)
}

/** A service that fails at one question, such as a fix for an error it does not know, has no idea. */
function tolerant<Result>(ask: () => Result): Result | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
