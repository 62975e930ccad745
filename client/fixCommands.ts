import * as vscode from 'vscode'
import { Notice, showFailure } from './failure.ts'
import type { FixWatch } from './fixWatch.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { type NamedFinding, namedFinding } from './namedFinding.ts'
import type { FixPreviews } from './previewFix.ts'
import { requireTrust } from './reviewable.ts'
import type { Handler } from './reviewCommands.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import type { ReviewView } from './reviewView.ts'
import { testFix } from './testFix.ts'

export interface FixParts {
  readonly findings: ReviewFindings
  readonly view: ReviewView
  readonly previews: FixPreviews
  readonly watch: FixWatch
}

/** Commands around fixes: looked at, made, tested. */
export function fixCommands(server: LanguageServer, { findings, view, previews, watch }: FixParts) {
  const finding = (uri: vscode.Uri | undefined, given: readonly unknown[]): NamedFinding => {
    const named = previews.findingOf(uri) ?? namedFinding(given, findings, view)
    if (named !== undefined) return named
    throw new Notice(vscode.l10n.t('There is no finding here.'), {
      label: vscode.l10n.t('Show Review'),
      command: 'latent.showReview',
    })
  }
  return {
    'latent.previewFix': (uri, ...given) => {
      requireTrust(vscode.l10n.t('Fixing'))
      return previews.preview(finding(uri, given))
    },
    'latent.acceptFix': (uri) => previews.accept(uri),
    'latent.rejectFix': (uri) => previews.reject(uri),
    'latent.testFix': async (uri, ...given) => {
      const named = finding(uri, given)
      if (previews.findingOf(uri) !== undefined) await previews.reject(uri)
      await testFix(named, server)
    },
    'latent.fixMade': (_uri, ...given) => {
      const [of, title] = given
      // Not awaited: the editor is not done with the code action before this returns.
      if (typeof of === 'string' && typeof title === 'string') watch.made(vscode.Uri.parse(of), title).catch(showFailure)
    },
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}
