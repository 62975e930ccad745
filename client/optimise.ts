import * as vscode from 'vscode'
import type { Proposal } from '../server/protocol/edits.ts'
import type { OptimiseParams, OptimiseResult } from '../server/protocol/optimise.ts'
import { methods } from '../server/protocol/requests.ts'
import type { EditedPlace } from './editedPlace.ts'
import { placeToEdit } from './editedPlace.ts'
import type { EditPreviews } from './editPreviews.ts'
import { changedMeanwhile, shownText } from './editRequest.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { benchmarkCommand, type Measured, measureWays } from './measureWays.ts'
import { showInformation } from './notification.ts'
import { nameOf, requireTrust } from './reviewable.ts'
import { duration } from './timedRuns.ts'

/** Looks for ways to make the function at the cursor faster or leaner, has them measured where the user can, and previews the chosen one. */
export async function optimise(server: LanguageServer, previews: EditPreviews): Promise<void> {
  requireTrust(vscode.l10n.t('Writing code'))
  const place = placeToEdit()
  const { document } = place
  const { ways, reason, version } = await ask(server, place)
  if (ways.length === 0) {
    throw new Notice(vscode.l10n.t('No faster way was found in {0}: {1}', nameOf(document.uri), shownText(reason ?? '')))
  }
  if (document.isClosed || document.version !== version) throw changedMeanwhile(document.uri)
  const command = benchmarkCommand()
  const measured =
    command !== undefined && (await wantsMeasuring(ways.length)) ? await measureWays(document, ways, command, server) : []
  const way = await chosenWay(ways, measured)
  if (way === undefined) return
  const shown = {
    ...way.proposal,
    notes: [...way.proposal.notes.filter((note) => !way.isMeasured || note !== opinion), way.figure],
  }
  await previews.show(place, {
    hasMore: false,
    // What was measured has left the text as it was, with another version.
    ask: async () => ({ outcome: { kind: 'proposed', proposal: shown }, version: document.version }),
  })
}

/** As the server says it of each way. */
const opinion = 'That it is faster is an opinion: nothing was measured.'

function ask(server: LanguageServer, { document: { uri }, range: { start, end } }: EditedPlace): Thenable<OptimiseResult> {
  const plain = ({ line, character }: vscode.Position) => ({ line, character })
  const params: OptimiseParams = { textDocument: { uri: uri.toString() }, range: { start: plain(start), end: plain(end) } }
  const title = vscode.l10n.t('Looking for a faster way in {0}', nameOf(uri))
  return server.requestWithProgress<OptimiseResult>(title, methods.optimise, params)
}

/** A benchmark runs a program and saves the file in between, so that it is asked for each time. */
async function wantsMeasuring(count: number): Promise<boolean> {
  const measure = vscode.l10n.t('Measure')
  const message = vscode.l10n.t(
    '{0} ways were found. Measure them with your benchmark? The file is saved with each and restored.',
    count,
  )
  const answer = await showInformation(message, measure, vscode.l10n.t('Do Not Measure'))
  return answer === measure
}

interface ChosenWay {
  readonly proposal: Proposal
  readonly isMeasured: boolean
  /** What is known of its speed, in one sentence. */
  readonly figure: string
}

/** Faster ones first; what failed in the benchmark is not offered. Undefined: the user gave up. */
async function chosenWay(ways: readonly Proposal[], measured: readonly Measured[]): Promise<ChosenWay | undefined> {
  const items = ways
    .map((proposal, index) => ({ proposal, result: measured[index] }))
    .filter(({ result }) => result?.kind !== 'failed')
    .toSorted((a, b) => percentOf(a.result) - percentOf(b.result))
    .map(({ proposal, result }) => {
      const figure = figureOf(result)
      return {
        label: shownText(proposal.title),
        // On a line of its own: beside the label it would be cut.
        detail: figure,
        way: { proposal, isMeasured: result !== undefined, figure },
      }
    })
  if (items.length === 0) throw new Notice(vscode.l10n.t('The benchmark failed with each way, so none is offered.'))
  const placeHolder = vscode.l10n.t('Which way should be previewed?')
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.way
}

function percentOf(result: Measured | undefined): number {
  // What is no clear difference is none.
  return result?.kind === 'measured' && result.comparison.isClear ? result.comparison.percent : 0
}

function figureOf(result: Measured | undefined): string {
  if (result?.kind !== 'measured') return shownText(opinion)
  const { beforeMs, afterMs, percent, isClear } = result.comparison
  const [before, after] = [duration(beforeMs), duration(afterMs)]
  if (!isClear) return vscode.l10n.t('Your benchmark takes {0}, and took {1}: no clear difference.', after, before)
  return vscode.l10n.t(
    'Your benchmark takes {0}, and took {1}: {2} %.',
    after,
    before,
    percent > 0 ? `+${percent}` : String(percent),
  )
}
