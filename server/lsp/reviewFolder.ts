import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { codeFilesIn } from '../context/codeFiles.ts'
import { IgnoredFiles } from '../context/ignoredFiles.ts'
import { LatentError } from '../protocol/errors.ts'
import type { Incomplete } from '../protocol/finding.ts'
import type { ReviewResult } from '../protocol/requests.ts'
import type { ReviewFolderResult } from '../protocol/reviewOverview.ts'
import type { Progress } from './progress.ts'
import type { ReviewListener, Reviews } from './review.ts'
import type { Trust } from './trust.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface ReviewFolderDeps {
  readonly reviews: Pick<Reviews, 'reviewFile'>
  readonly folders: Pick<WorkspaceFolders, 'folderOf' | 'nameOf'>
  readonly trust: Trust
}

/** What stopped a file stops the folder: nobody who cancels wants the next file to begin, and an engine that failed would fail again. */
const stopping: ReadonlySet<Incomplete['reason']> = new Set(['cancelled', 'engineFailed'])
/** Reasons to leave a whole file out that are no lack of the review. */
const skipping: ReadonlySet<Incomplete['reason']> = new Set(['generated', 'notText', 'tooLong'])

/**
 * Reviews the code below a folder, one file after the other in the order of their names. A cancelled review gives what it had found.
 * Rejects with untrusted, fileMissing or the engine's error.
 */
export async function reviewFolder(
  uri: string,
  { reviews, folders, trust }: ReviewFolderDeps,
  begin: ReviewListener['begin'],
  signal: AbortSignal,
): Promise<ReviewFolderResult> {
  trust.require('Review')
  const folder = await folderAt(uri)
  const controller = new AbortController()
  const both = AbortSignal.any([signal, controller.signal])
  const progress = await begin(`Reviewing ${folders.nameOf(uri)}`, () => controller.abort())
  try {
    const files = await codeFilesIn(folder, new IgnoredFiles(folders.folderOf(uri) ?? folder))
    return await reviewAll(files, reviews, folders, progress, both)
  } finally {
    progress.end()
  }
}

async function reviewAll(
  files: readonly string[],
  reviews: ReviewFolderDeps['reviews'],
  folders: ReviewFolderDeps['folders'],
  progress: Progress,
  signal: AbortSignal,
): Promise<ReviewFolderResult> {
  let sum: ReviewFolderResult = { files: 0, findings: 0, heldBack: 0, skipped: 0, left: 0 }
  for (const [index, file] of files.entries()) {
    if (signal.aborted) return { ...sum, left: files.length - index }
    const uri = pathToFileURL(file).href
    const name = `${folders.nameOf(uri)} (${index + 1}/${files.length})`
    const share = (percent: number) => (100 * index + percent) / files.length
    progress.report(share(0), name)
    const ofFile: Progress = {
      report: (percent, symbol) => progress.report(share(percent), symbol === '' ? name : `${name}: ${symbol}`),
      end() {},
    }
    const result = await reviews.reviewFile(uri, { begin: () => ofFile, part() {} }, signal)
    sum = plus(sum, result)
    if (result.incomplete.some(({ reason }) => stopping.has(reason))) return { ...sum, left: files.length - index - 1 }
  }
  return sum
}

function plus(sum: ReviewFolderResult, { findings, heldBack, incomplete }: ReviewResult): ReviewFolderResult {
  const skipped = incomplete.some(({ symbol, reason }) => symbol === 'the file' && skipping.has(reason))
  return {
    ...sum,
    files: sum.files + (skipped ? 0 : 1),
    skipped: sum.skipped + (skipped ? 1 : 0),
    findings: sum.findings + findings.length,
    heldBack: sum.heldBack + heldBack.length,
  }
}

async function folderAt(uri: string): Promise<string> {
  const path = filePath(uri)
  const facts = path === undefined ? undefined : await stat(path).catch(() => undefined)
  if (path === undefined || facts?.isDirectory() !== true) throw LatentError.of('fileMissing', path ?? uri)
  return path
}
