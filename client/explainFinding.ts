import * as vscode from 'vscode'
import type { Finding } from '../server/protocol/finding.ts'
import { titleInLanguage } from '../server/protocol/findingTexts.ts'
import { checksSentence, evidenceSentences } from '../server/protocol/plainWords.ts'
import { methods } from '../server/protocol/requests.ts'
import type { ExplainParams, ExplainPart, ExplainResult } from '../server/protocol/reviewOverview.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf } from './reviewable.ts'
import type { WrittenTexts } from './writtenText.ts'

/** Explanations of findings, written into a document beside the code. */
export class Explanations {
  readonly #server: LanguageServer
  readonly #texts: WrittenTexts

  constructor(server: LanguageServer, texts: WrittenTexts) {
    this.#server = server
    this.#texts = texts
  }

  /** Opens a document beside the code, and writes the explanation into it as the model does. Cancelled, it keeps what there is. */
  async explain(of: string, finding: Finding): Promise<void> {
    const file = nameOf(vscode.Uri.parse(of))
    const name = `${vscode.l10n.t('Explanation')} ${file}:${finding.range.start.line + 1}`
    const params: ExplainParams = { textDocument: { uri: of }, id: finding.id }
    await this.#texts.write({ name, id: finding.id, head: known(finding, file) }, (part) =>
      this.#server.requestWithProgress<ExplainResult, ExplainPart>(
        vscode.l10n.t('Explaining {0}', file),
        methods.explain,
        params,
        part,
      ),
    )
  }
}

/** What stands above the explanation: what is known without asking the model. */
function known(finding: Finding, file: string): readonly string[] {
  const language = shownLanguage()
  const [fix] = finding.fixes
  return [
    titleInLanguage(finding.title, finding.ruleId, language),
    vscode.l10n.t('{0}, line {1}', file, finding.range.start.line + 1),
    [...evidenceSentences(finding.evidence, language), ...(fix === undefined ? [] : [checksSentence(fix, language)])].join('\n'),
    '―――',
  ]
}
