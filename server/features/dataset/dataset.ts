import type { OffsetSpan } from '../../context/cuts.ts'
import { codeUnits } from '../../context/functions.ts'
import type { ChangedText, Commit, TrackedFile } from '../../context/history.ts'
import type { SyntaxParser } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import type { Dismissal } from '../../protocol/dismissal.ts'
import { Collection } from './collection.ts'
import { type Example, type Omission, type ReviewExample, type Split, splits } from './examples.ts'
import { fimExamples } from './fimExamples.ts'
import { refusedByPath, refusedByText } from './leftOut.ts'
import { isLicenceFile, licenceOfText } from './licences.ts'
import { isFix, reviewExamples } from './reviewExamples.ts'
import { cutOf, splitPlan } from './splits.ts'
import { verdictExample } from './verdictExamples.ts'

/** The repository's own history, as git has it: nothing is read from the working tree. */
export interface History {
  /** Newest first, without merges; at least one. */
  readonly commits: readonly Commit[]
  readonly dismissals: readonly Dismissal[]
  /** Files of a commit, sorted by path. */
  filesOf(commit: Commit): Promise<readonly TrackedFile[]>
  /** Undefined: no text, or too large. */
  textOf(file: TrackedFile): Promise<SourceText | undefined>
  changesOf(commit: Commit): Promise<readonly ChangedText[]>
  /** By the repository's rules for ignored files. */
  isIgnored(path: string): boolean
}

export interface DatasetDeps {
  readonly parser: SyntaxParser
  /** Where secrets stand in a text. */
  secretsIn(text: string): Promise<readonly OffsetSpan[]>
}

export interface DatasetOptions {
  /** Most fill-in-the-middle examples of a file. */
  readonly mostOfFile: number
}

export interface Dataset {
  readonly examples: Readonly<Record<Split, readonly Example[]>>
  /** SPDX identifier of the repository's licence, where its text is known. */
  readonly licence?: string
  readonly cut: Commit
  readonly newest: Commit
  readonly commits: number
  readonly files: number
  readonly leftOut: Readonly<Record<Omission, number>>
}

export type DatasetEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly at: string }
  | { readonly kind: 'end'; readonly dataset: Dataset }

/** Makes training data of a repository: holes in its code, functions before and after fixes, and dismissed findings. */
export async function* makeDataset(
  history: History,
  deps: DatasetDeps,
  { mostOfFile }: DatasetOptions,
  signal: AbortSignal,
): AsyncGenerator<DatasetEvent> {
  const newest = history.commits[0] as Commit
  const files = await history.filesOf(newest)
  const oldFiles = new Map((await history.filesOf(cutOf(history.commits))).map((file) => [file.path, file]))
  const plan = splitPlan(history.commits, new Set(oldFiles.keys()))
  const fixes = history.commits.filter(({ subject }) => isFix(subject))
  const licence = await licenceOf(history, files)
  const kept = new Collection(plan)
  const work = { history, deps, mostOfFile, kept, licence }
  const total = files.length + fixes.length

  // Tests first: where two are alike, it is the training example that goes.
  const ordered = [...splits].reverse().flatMap((split) => files.filter(({ path }) => plan.of(path) === split))
  for (const [done, file] of ordered.entries()) {
    signal.throwIfAborted()
    yield { kind: 'progress', done, total, at: file.path }
    const isTrained = plan.of(file.path) === 'train'
    const text = isTrained ? (oldFiles.get(file.path) ?? file) : file
    await addFile(text, isTrained ? plan.cut : newest, work)
  }
  for (const [done, commit] of fixes.entries()) {
    signal.throwIfAborted()
    yield { kind: 'progress', done: files.length + done, total, at: commit.subject }
    const examples = await reviewExamples(commit, await history.changesOf(commit), deps.parser)
    for (const example of examples) await addFix(example, work)
  }
  const { examples, leftOut } = kept
  const counts = { commits: history.commits.length, files: files.length }
  yield { kind: 'end', dataset: { examples, leftOut, cut: plan.cut, newest, ...counts, ...(licence && { licence }) } }
}

interface FileWork {
  readonly history: History
  readonly deps: DatasetDeps
  readonly mostOfFile: number
  readonly kept: Collection
  readonly licence: string | undefined
}

async function addFile(file: TrackedFile, commit: Commit, work: FileWork): Promise<void> {
  const { history, deps, mostOfFile, kept, licence } = work
  const refused = refusedByPath(file.path, history.isIgnored)
  if (refused === 'notCode') return
  if (refused !== undefined) return kept.leaveOut(refused)
  const source = await history.textOf(file)
  const unfit = source === undefined ? 'notText' : refusedByText(source, licence)
  if (source === undefined || unfit !== undefined) return kept.leaveOut(unfit ?? 'notText')
  if (!kept.isNewFile(source.text)) return
  const tree = await deps.parser.parse(source)
  if (tree === undefined) return kept.leaveOut('notText')
  try {
    const secrets = await deps.secretsIn(source.text)
    for (const { startOffset, endOffset, ...example } of fimExamples(source, tree, commit.hash, mostOfFile)) {
      const seen = { startOffset: startOffset - example.prefix.length, endOffset: endOffset + example.suffix.length }
      if (secrets.some((secret) => overlap(secret, seen))) kept.leaveOut('secretText')
      else kept.add(example)
    }
    const ofFile = history.dismissals.filter(({ fingerprint }) => fingerprint.path === source.path)
    const units = ofFile.length === 0 ? [] : codeUnits(source, tree)
    for (const dismissal of ofFile) await addUnlessSecret(verdictExample(dismissal, source, units), work)
  } finally {
    tree.dispose()
  }
}

async function addFix(example: ReviewExample, work: FileWork): Promise<void> {
  const refused = refusedByPath(example.path, work.history.isIgnored)
  if (refused !== undefined && refused !== 'notCode') work.kept.leaveOut(refused)
  else if (refused === undefined) await addUnlessSecret(example, work)
}

/** Of an example that is told as a whole, its title or message too. */
async function addUnlessSecret(example: Example, { deps, kept }: FileWork): Promise<void> {
  if ((await deps.secretsIn(Object.values(example).join('\n'))).length > 0) kept.leaveOut('secretText')
  else kept.add(example)
}

function overlap(a: OffsetSpan, b: OffsetSpan): boolean {
  return a.startOffset < b.endOffset && b.startOffset < a.endOffset
}

async function licenceOf(history: History, files: readonly TrackedFile[]): Promise<string | undefined> {
  const file = files.find(({ path }) => isLicenceFile(path))
  const text = file === undefined ? undefined : await history.textOf(file)
  return text === undefined ? undefined : licenceOfText(text.text)
}
