import { dirname } from 'node:path'
import * as vscode from 'vscode'
import { type ChosenFix, chooseFix, makeFix } from './chosenFix.ts'
import { ClientFailure, Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import type { NamedFinding } from './namedFinding.ts'
import { showInformation, showProgress } from './notification.ts'
import { putBack } from './putBack.ts'
import { nameOf, requireTrust } from './reviewable.ts'
import { runTests, type TestOutcome, wordsFor } from './testRun.ts'

/** Makes a finding's fix, saves the file, runs the user's tests, and takes the fix back unless they pass. */
export async function testFix(named: NamedFinding, server: LanguageServer): Promise<void> {
  requireTrust(vscode.l10n.t('Running tests'))
  const command = testCommand()
  const chosen = await chooseFix(named, server)
  if (chosen === undefined) return
  const { document, fix } = chosen
  const name = nameOf(document.uri)
  if (document.uri.scheme !== 'file' || document.isDirty)
    throw new Notice(vscode.l10n.t('Save {0} first: tests run on what is saved.', name))
  const original = document.getText()
  await makeFix(chosen)
  const saved = await document.save()
  const { version } = document
  const outcome: TestOutcome = saved
    ? await shownRun(command, chosen, server)
    : { kind: 'broken', why: vscode.l10n.t('{0} cannot be saved', name) }
  if (outcome.kind === 'passed') {
    void showInformation(vscode.l10n.t('The tests pass with "{0}".', fix.title))
    return
  }
  if (document.isClosed || document.version !== version) {
    throw new ClientFailure(vscode.l10n.t('The tests did not pass, but {0} was edited meanwhile, so the fix stays.', name), log)
  }
  await restore(document, original)
  if (outcome.kind === 'failed') {
    throw new ClientFailure(vscode.l10n.t('The tests fail with "{0}", so it was taken back.', fix.title), log)
  }
  if (outcome.kind === 'broken') {
    throw new ClientFailure(vscode.l10n.t('The tests could not be run, so the fix was taken back: {0}', outcome.why), log)
  }
}

const log = 'latent.showLog'

/** Only as the user has set it: what a workspace says is no reason to run a program. */
function testCommand(): readonly string[] {
  const given = vscode.workspace.getConfiguration('latent').inspect<unknown>('review.testCommand')?.globalValue
  const words = Array.isArray(given) ? given.filter((word) => typeof word === 'string') : []
  if (words.length > 0) return words
  throw new Notice(vscode.l10n.t('No command for tests is set: latent.review.testCommand is empty in the user settings.'), {
    label: vscode.l10n.t('Open Settings'),
    command: 'workbench.action.openSettings',
    arguments: ['latent.review.testCommand'],
  })
}

function shownRun(command: readonly string[], { document, fix }: ChosenFix, server: LanguageServer): Thenable<TestOutcome> {
  const { fsPath } = document.uri
  const words = wordsFor(command, fsPath)
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? dirname(fsPath)
  const title = vscode.l10n.t('Running the tests with "{0}"', fix.title)
  return showProgress(title, async (_, cancellation) => {
    const abort = new AbortController()
    const listener = cancellation.onCancellationRequested(() => abort.abort())
    server.log.info(`Tests: ${JSON.stringify(words)} in ${folder}`)
    try {
      const outcome = await runTests({ words, folder, print: (text) => server.log.info(text.trimEnd()) }, abort.signal)
      server.log.info(`Tests: ${JSON.stringify(outcome)}`)
      return outcome
    } finally {
      listener.dispose()
    }
  })
}

async function restore(document: vscode.TextDocument, original: string): Promise<void> {
  if (await putBack(document, original)) return
  throw new ClientFailure(vscode.l10n.t('The fix could not be taken back in {0}. Undo it by hand.', nameOf(document.uri)), log)
}
