import type { CodeAction } from 'vscode-languageserver'
import { type DismissParams, dismissalReasons, reasonInWords } from '../protocol/dismissal.ts'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import type { Finding } from '../protocol/finding.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { serverCommands } from '../protocol/requests.ts'

/** One action for each reason; they mean this finding alone. Wider scopes are for a client that asks. */
export function dismissActions(uri: string, { id }: Finding, kind: string, language: DisplayLanguage): readonly CodeAction[] {
  return dismissalReasons.map((reason) => {
    const title = inLanguage(`Dismiss: ${reasonInWords(reason)}`, language)
    const params: DismissParams = { uri, id, reason, scope: 'finding' }
    return { title, kind, command: { title, command: serverCommands.dismiss, arguments: [params] } }
  })
}
