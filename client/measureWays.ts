import { dirname } from 'node:path'
import { performance } from 'node:perf_hooks'
import * as vscode from 'vscode'
import type { Proposal } from '../server/protocol/edits.ts'
import { ClientFailure, Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { showProgress } from './notification.ts'
import { nameOf } from './reviewable.ts'
import { runTests, wordsFor } from './testRun.ts'
import { type Comparison, compared, type RunTimes } from './timedRuns.ts'
import { TriedText } from './triedText.ts'

/** Enough to see whether a difference is more than chance, few enough to wait for. */
const runsEach = 3

/** What a benchmark said of one way. */
export type Measured = { readonly kind: 'measured'; readonly comparison: Comparison } | { readonly kind: 'failed' }

/** Only as the user has set it: what a workspace says is no reason to run a program. Undefined: none is set. */
export function benchmarkCommand(): readonly string[] | undefined {
  const given = vscode.workspace.getConfiguration('latent').inspect<unknown>('optimise.benchmarkCommand')?.globalValue
  const words = Array.isArray(given) ? given.filter((word) => typeof word === 'string') : []
  return words.length > 0 ? words : undefined
}

/**
 * Saves the file with each way in turn, runs the benchmark and puts the text back as it was. Rejects with a Notice where the file is not saved,
 * the benchmark fails with the code as it is, or somebody types in the file meanwhile: what was typed is kept. Rejects with a failure where the
 * text could not be put back.
 */
export async function measureWays(
  document: vscode.TextDocument,
  ways: readonly Proposal[],
  command: readonly string[],
  server: LanguageServer,
): Promise<readonly Measured[]> {
  const name = nameOf(document.uri)
  if (document.uri.scheme !== 'file' || document.isDirty) {
    throw new Notice(vscode.l10n.t('Save {0} first: the benchmark runs on what is saved.', name))
  }
  return await showProgress(vscode.l10n.t('Measuring {0}', name), async (report, cancellation) => {
    const tried = new TriedText(document)
    const abort = new AbortController()
    const listeners = [cancellation.onCancellationRequested(() => abort.abort()), tried]
    const time = () => timesOf(document, command, server, AbortSignal.any([abort.signal, tried.typing]))
    try {
      const before = await time()
      if (before === undefined) throw new Notice(vscode.l10n.t('The benchmark fails with the code as it is. See the log.'))
      const measured: Measured[] = []
      for (const [index, way] of ways.entries()) {
        report({ message: vscode.l10n.t('{0} of {1}', index + 1, ways.length) })
        const after = await tried.with(way.edits, time)
        measured.push(after === undefined ? { kind: 'failed' } : { kind: 'measured', comparison: compared(before, after) })
      }
      return measured
    } catch (error) {
      if (!tried.typing.aborted || error instanceof ClientFailure) throw error
      throw new Notice(
        vscode.l10n.t('{0} was edited while it was measured, so nothing was measured. What was typed is kept.', name),
      )
    } finally {
      for (const listener of listeners) listener.dispose()
    }
  })
}

/** How long each run took; undefined where one failed. Rejects when the user cancels. */
async function timesOf(
  { uri }: vscode.TextDocument,
  command: readonly string[],
  server: LanguageServer,
  signal: AbortSignal,
): Promise<RunTimes | undefined> {
  const words = wordsFor(command, uri.fsPath)
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath)
  const times: number[] = []
  for (let run = 0; run < runsEach; run += 1) {
    const start = performance.now()
    const outcome = await runTests({ words, folder, print: (text) => server.log.info(text.trimEnd()) }, signal)
    const ms = performance.now() - start
    server.log.info(`Benchmark: ${JSON.stringify(words)} in ${folder}: ${JSON.stringify(outcome)} after ${Math.round(ms)} ms`)
    if (outcome.kind === 'cancelled') throw new vscode.CancellationError()
    if (outcome.kind !== 'passed') return undefined
    times.push(ms)
  }
  return times
}
