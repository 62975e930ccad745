import * as vscode from 'vscode'
import { methods } from '../server/protocol/requests.ts'
import type { CancelReviewParams } from '../server/protocol/reviewOverview.ts'
import { dismissFinding, undoDismissal } from './dismissFinding.ts'
import type { Explanations } from './explainFinding.ts'
import { exportReview } from './exportReview.ts'
import { Notice } from './failure.ts'
import { chooseFilter } from './filterFindings.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { type NamedFinding, namedFinding } from './namedFinding.ts'
import { requireTrust } from './reviewable.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import { reviewFolder } from './reviewFolder.ts'
import type { ReviewView } from './reviewView.ts'

/** A command's work: with the file that a menu named, if it did, and everything that it was called with. */
export type Handler = (uri: vscode.Uri | undefined, ...given: readonly unknown[]) => unknown

/** Commands of the Review view and of what belongs to it. */
export function reviewCommands(server: LanguageServer, findings: ReviewFindings, view: ReviewView, explanations: Explanations) {
  const finding = (given: readonly unknown[]): NamedFinding => {
    const named = namedFinding(given, findings, view)
    if (named !== undefined) return named
    throw new Notice(vscode.l10n.t('There is no finding here.'), {
      label: vscode.l10n.t('Show Review'),
      command: 'latent.showReview',
    })
  }
  return {
    'latent.reviewFolder': (uri) => reviewFolder(server, uri),
    'latent.cancelReview': (_uri, given) => {
      const node = view.nodeOf(given)
      if (node?.kind !== 'running') return
      server.notify(methods.cancelReview, { textDocument: { uri: node.uri } } satisfies CancelReviewParams)
    },
    'latent.showReview': (_uri, ...given) => {
      const [uri, symbol] = given.map((each) => (typeof each === 'string' ? each : undefined))
      return view.show(uri, symbol)
    },
    'latent.filterFindings': async () => {
      const chosen = await chooseFilter(view.filter)
      if (chosen !== undefined) await view.setFilter(chosen)
    },
    'latent.clearFindingFilter': () => view.setFilter(new Set()),
    'latent.explainFinding': (_uri, ...given) => {
      requireTrust(vscode.l10n.t('Explanation'))
      const named = finding(given)
      return explanations.explain(named.uri, named.finding)
    },
    'latent.dismissFinding': (_uri, ...given) => {
      const { uri, finding: named } = finding(given)
      if (findings.of(uri)?.findings.some(({ id }) => id === named.id)) return dismissFinding(uri, named, findings)
      throw new Notice(vscode.l10n.t('What is held back is shown nowhere else, so that there is nothing to dismiss.'))
    },
    'latent.undoDismissal': async (_uri, given) => {
      const node = given === undefined ? view.selected : view.nodeOf(given)
      if (node?.kind === 'dismissed') await undoDismissal(node, server, findings)
    },
    'latent.exportReview': () => exportReview(server),
    'latent.showCodeLens': () => switchCodeLens(true),
    'latent.hideCodeLens': () => switchCodeLens(false),
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}

async function switchCodeLens(on: boolean): Promise<void> {
  await vscode.workspace.getConfiguration('latent').update('review.codeLens', on, vscode.ConfigurationTarget.Global)
}
