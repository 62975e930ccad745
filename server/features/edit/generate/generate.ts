import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { type ProjectFacts, testFrameworkOf, testPathFor } from '../../../context/testFramework.ts'
import type { DisplayLanguage } from '../../../protocol/displayLanguage.ts'
import type { EditOutcome, GeneratedKind } from '../../../protocol/edits.ts'
import { hiddenOffset } from '../../../protocol/hiddenText.ts'
import type { Range } from '../../../protocol/text.ts'
import { unreachable } from '../../../protocol/unreachable.ts'
import type { EditDeps } from '../editing.ts'
import { guarded } from '../guard.ts'
import { codeEdit, codeRequest, isWhole, missingCode } from './code.ts'
import { describe, documentationEdit, undocumentable } from './documentation.ts'
import { type Subject, subjectAt } from './subject.ts'
import { testStyle } from './testStyle.ts'
import { writtenTests } from './tests.ts'

export interface GenerateAsk {
  readonly source: SourceText
  readonly range: Range
  readonly kind: GeneratedKind
  /** 0: the best answer; n: another one, after n were rejected. */
  readonly attempt: number
  /** Of documentation comments. */
  readonly language: DisplayLanguage
  /** Asked for only where tests are to be written. */
  readonly project: (folderOfTests: string) => Promise<Project>
}

/** What the world knows of the project around a file. */
export interface Project extends ProjectFacts {
  /** Whether a path, relative as the source's, has a file. */
  taken(path: string): boolean
}

/** A file that does not exist yet, by its path relative as the source's. */
export interface WrittenFile {
  readonly title: string
  readonly path: string
  readonly text: string
  readonly notes: readonly string[]
}

export type Generated = EditOutcome | { readonly kind: 'newFile'; readonly file: WrittenFile }

/** Tests, documentation or code for the place in the file. Rejects with an abort or the engine's error. */
export async function generate(ask: GenerateAsk, deps: EditDeps, signal: AbortSignal): Promise<Generated> {
  const tree = await deps.parser.parse(ask.source)
  if (tree === undefined) return refused('The language has no grammar here, so that nothing can be written for its functions.')
  try {
    return await generateIn(ask, tree, deps, signal)
  } finally {
    tree.dispose()
  }
}

async function generateIn(ask: GenerateAsk, tree: SyntaxTree, deps: EditDeps, signal: AbortSignal): Promise<Generated> {
  const subject = subjectAt(ask.source, tree.rootNode, ask.range)
  if (ask.kind === 'code') return await code(ask, subject, deps, signal)
  if (subject === undefined) return refused('There is no function here.')
  switch (ask.kind) {
    case 'documentation':
      return await documentation(ask, subject, deps, signal)
    case 'tests':
      return await tests(ask, subject, deps, signal)
    default:
      return unreachable(ask.kind)
  }
}

async function code(ask: GenerateAsk, subject: Subject | undefined, deps: EditDeps, signal: AbortSignal): Promise<EditOutcome> {
  const { source, range, attempt } = ask
  const place = missingCode(source, range, subject)
  if (place === undefined) return refused('There is neither an empty function nor a comment here that code could follow.')
  let written = ''
  let isCutOff = false
  for await (const delta of deps.engine.complete(codeRequest(source, place, attempt), signal)) {
    if (delta.kind === 'text') written += delta.text
    else isCutOff = delta.reason === 'length'
    if (isWhole(written, place)) break
  }
  const edit = codeEdit(written, isCutOff, source, place)
  if (edit === undefined) return refused(nothingWritten)
  const title = subject === undefined ? 'Write code' : `Write \`${subject.name}\``
  // Below a comment something new is asked for, which may well be exported; the body of a function leaves its head as it is.
  const keepsSignature = subject?.body.isEmpty === true
  return await guarded({ source, edit, title, keepsSignature, keepsBehaviour: false }, deps, signal)
}

async function documentation(
  { source, language }: GenerateAsk,
  subject: Subject,
  deps: EditDeps,
  signal: AbortSignal,
): Promise<EditOutcome> {
  const problem = undocumentable(source, subject)
  if (problem !== undefined) return refused(problem)
  const described = await describe(source, subject, language, deps.engine, signal)
  if (described === undefined) return refused('What the model said names things that the code does not have.')
  const { offset, text } = documentationEdit(described, source, subject)
  const edit = { startOffset: offset, endOffset: offset, newText: text }
  const title = `Document \`${subject.name}\``
  return await guarded({ source, edit, title, keepsSignature: true, keepsBehaviour: false }, deps, signal)
}

async function tests(ask: GenerateAsk, subject: Subject, deps: EditDeps, signal: AbortSignal): Promise<Generated> {
  const { source, attempt } = ask
  const project = await ask.project(source.path)
  signal.throwIfAborted()
  const framework = testFrameworkOf(source.languageId, project)
  if (framework === undefined) return refused('Tests are not written for this language.')
  const testPath = testPathFor(source.path, subject.name, project, (path) => project.taken(path))
  const place = { source, subject, testPath, examples: project.tests.map(({ text }) => text) }
  const style = testStyle(framework, place)
  if (style === undefined) return refused('It is not exported, so that a test cannot reach it.')
  const text = await writtenTests(place, style, attempt, deps, signal)
  if (text === undefined || hiddenOffset(text) !== undefined) return refused(nothingWritten)
  const title = `Tests of \`${subject.name}\` for ${framework}`
  return { kind: 'newFile', file: { title, path: testPath, text, notes: [expectationsNote] } }
}

const nothingWritten = 'The model wrote nothing that could be used here.'
const expectationsNote = 'The expected values are what the model believes. Run the tests and check them before you rely on them.'

function refused(reason: string): EditOutcome {
  return { kind: 'refused', reason }
}
