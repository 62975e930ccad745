import { codeUnits } from '../../context/functions.ts'
import { languageOf } from '../../context/languages.ts'
import type { SyntaxParser, SyntaxTree } from '../../context/parser.ts'
import { declarationsOf } from '../../context/related/declarations.ts'
import type { SourceText } from '../../context/source.ts'
import type { ChangedWorkspaceText, ReadText, WorkingTreeChanges, WorkspaceText } from '../../context/workspaceFiles.ts'
import type { AskReference, AskScope, LeftOutPiece, PieceReason } from '../../protocol/chat.ts'
import type { Range } from '../../protocol/text.ts'
import { type Mention, mentionsIn, partsOfName } from './mentions.ts'
import { type Candidate, changedPlaces, type Located, textAround, wholeText } from './pieces.ts'
import { type Question, selectedLines } from './prompt.ts'

/** The workspace, as far as a question looks at it. */
export interface AskWorkspace {
  read(uri: string): ReadText
  find(path: string): Promise<readonly string[]>
  codeWith(word: string, most: number, signal: AbortSignal): Promise<readonly WorkspaceText[]>
  wordsFound(words: ReadonlySet<string>, signal: AbortSignal): Promise<ReadonlySet<string>>
  changes(scope: WorkingTreeChanges): Promise<readonly ChangedWorkspaceText[]>
}

export interface Candidates {
  /** The most important first. */
  readonly candidates: readonly Candidate[]
  /** What was named and may not or cannot be looked at. */
  readonly leftOut: readonly LeftOutPiece[]
  readonly selected?: NonNullable<Question['selected']>
}

/** A name may be declared in many files; more of them than this explain nothing. */
const mostDeclarations = 3
const mostNames = 6
/** Files that are parsed for the declaration of one name. */
const mostFilesOfName = 12

/**
 * What a question is about: what it refers to, what git says was changed, the files and names that its text names, and what the user has
 * selected; where that is nothing, the file where the user stands. Rejects with gitUnavailable where changes are asked for and cannot be told.
 */
export async function findCandidates(
  scope: AskScope,
  workspace: AskWorkspace,
  parser: SyntaxParser,
  signal: AbortSignal,
): Promise<Candidates> {
  const referred = await readAll(scope.references, 'reference', workspace, parser)
  const changed = scope.changes === undefined ? [] : await workspace.changes({ kind: scope.changes })
  const changes = changed.flatMap(({ uri, source, change }) => changedPlaces({ uri, source, reason: 'change' }, change))
  const named = await namedIn(scope.question, workspace, parser, signal)
  const some = [...referred.candidates, ...changes, ...named]
  const isWanted = scope.active !== undefined && (some.length === 0 || selectedLines(scope.active, '') !== undefined)
  const here = await readAll(isWanted ? [scope.active] : [], 'active', workspace, parser)
  const selected = referred.selected ?? here.selected
  return {
    candidates: [...some, ...here.candidates],
    leftOut: [...referred.leftOut, ...here.leftOut],
    ...(selected === undefined ? {} : { selected }),
  }
}

async function readAll(
  references: readonly AskReference[],
  reason: PieceReason,
  workspace: AskWorkspace,
  parser: SyntaxParser,
): Promise<Candidates> {
  const candidates: Candidate[] = []
  const leftOut: LeftOutPiece[] = []
  const selections: NonNullable<Question['selected']>[] = []
  for (const reference of references) {
    const read = workspace.read(reference.uri)
    if (read.kind === 'refused') {
      leftOut.push({ path: read.path, why: read.why })
      continue
    }
    const selected = selectedLines(reference, read.source.path)
    if (selected !== undefined) selections.push(selected)
    const text = { uri: read.uri, source: read.source, reason }
    candidates.push(await candidateAt(text, reference.range, selected !== undefined, parser))
  }
  // Of several selections the prompt would have to tell which is meant; the pieces show them all.
  const [selected] = selections.length === 1 ? selections : []
  return { candidates, leftOut, ...(selected === undefined ? {} : { selected }) }
}

async function candidateAt(
  text: Located,
  range: Range | undefined,
  isSelection: boolean,
  parser: SyntaxParser,
): Promise<Candidate> {
  return await withTree(text.source, parser, (tree) =>
    range !== undefined && isSelection ? textAround(text, tree, range) : wholeText(text, tree, range?.start.line),
  )
}

/** Files and declarations that the question's text names. */
async function namedIn(
  question: string,
  workspace: AskWorkspace,
  parser: SyntaxParser,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const mentions = mentionsIn(question)
  const found: Candidate[] = []
  for (const mention of mentions.filter((each) => each.kind === 'file').slice(0, mostNames)) {
    for (const uri of (await workspace.find(mention.path)).slice(0, mostDeclarations)) {
      const read = workspace.read(uri)
      if (read.kind === 'refused') continue
      const range = mention.lines && linesRange(mention.lines.first - 1, mention.lines.last)
      found.push(await candidateAt({ uri, source: read.source, reason: 'named' }, range, range !== undefined, parser))
    }
  }
  for (const name of namesIn(question, mentions).slice(0, mostNames)) {
    found.push(...(await declarationsNamed(name, workspace, parser, signal)))
  }
  return found
}

/** Names in code spans, and words that only code has: `camelCase`, `snake_case`, `call()`. */
function namesIn(question: string, mentions: readonly Mention[]): readonly string[] {
  const spans = mentions.flatMap((mention) => (mention.kind === 'symbol' ? (partsOfName(mention.name).at(-1) ?? []) : []))
  const bare = question.match(
    /[\p{L}_$][\p{L}\p{N}_$]*(?=\()|\p{Ll}[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*|[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)+/gu,
  )
  return [...new Set([...spans, ...(bare ?? [])])]
}

async function declarationsNamed(
  name: string,
  workspace: AskWorkspace,
  parser: SyntaxParser,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  for (const { uri, source } of await workspace.codeWith(name, mostFilesOfName, signal)) {
    if (found.length >= mostDeclarations) break
    const located: Located = { uri, source, reason: 'named' }
    const candidate = await withTree(source, parser, (tree) => {
      const lines = tree && declaredLines(name, source, tree)
      return lines && textAround(located, tree, linesRange(lines.startLine, lines.endLine))
    })
    if (candidate !== undefined) found.push(candidate)
  }
  return found
}

/** Where a name is declared in a text: a function or method, or something at its top. */
function declaredLines(name: string, source: SourceText, tree: SyntaxTree) {
  const unit = codeUnits(source, tree).find((each) => each.kind === 'function' && each.name.split('.').at(-1) === name)
  if (unit !== undefined) return unit
  const grammar = languageOf(source.languageId)?.grammar
  if (grammar === undefined) return undefined
  const declared = declarationsOf(source, tree.rootNode, grammar).find(({ names }) => names.includes(name))
  return declared && { startLine: declared.startLine, endLine: declared.endLine + 1 }
}

function linesRange(startLine: number, endLine: number): Range {
  return { start: { line: startLine, character: 0 }, end: { line: Math.max(startLine + 1, endLine), character: 0 } }
}

async function withTree<Result>(
  source: SourceText,
  parser: SyntaxParser,
  look: (tree: SyntaxTree | undefined) => Result,
): Promise<Result> {
  const tree = await parser.parse(source)
  try {
    return look(tree)
  } finally {
    tree?.dispose()
  }
}
