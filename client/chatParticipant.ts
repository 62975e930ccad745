import * as vscode from 'vscode'
import type { AskScope } from '../server/protocol/chat.ts'
import { answerInChat, type ChatStream, untrusted } from './chatAnswer.ts'
import { escapedText } from './chatMarkdown.ts'
import { activeReference, referenceOf } from './chatPlaces.ts'
import { reviewInChat } from './chatReview.ts'
import { type ChatTurn, scopeOf } from './chatScope.ts'
import type { SentChoice } from './chatSent.ts'
import { failureText, isCancellation } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { requireTrust } from './reviewable.ts'

/** What a request of the editor's chat tells, as far as it is used. */
export type ChatRequest = Pick<vscode.ChatRequest, 'prompt' | 'command' | 'references'>

/**
 * Answers requests of the chat to `@latent`. What goes wrong is the result's one line; a cancelled request keeps what was written. The
 * answer's text is left in the result for the next question.
 */
export class ChatParticipant {
  readonly #server: LanguageServer
  readonly #sent: SentChoice

  constructor(server: LanguageServer, sent: SentChoice) {
    this.#server = server
    this.#sent = sent
  }

  readonly handle = async (
    request: ChatRequest,
    { history }: { readonly history: readonly ChatTurn[] },
    stream: ChatStream,
    token: vscode.CancellationToken,
  ): Promise<vscode.ChatResult> => {
    try {
      requireTrust(vscode.l10n.t('Chat'))
      const { prompt, command } = request
      const references = request.references.map(({ id, value }) => ({ id, reference: referenceOf(value) }))
      const scope = this.#sent.take(scopeOf({ prompt, command, references }, activeReference()))
      const answer = await this.#answer(scope, history, stream, token)
      return { metadata: { answer } }
    } catch (error) {
      if (isCancellation(error) || token.isCancellationRequested) return { metadata: { answer: '' } }
      this.#server.log.debug('A question was not answered.', error)
      // It is shown as Markdown.
      return { errorDetails: { message: escapedText(failureText(error)) } }
    }
  }

  async #answer(
    scope: AskScope,
    history: readonly ChatTurn[],
    stream: ChatStream,
    token: vscode.CancellationToken,
  ): Promise<string> {
    const asksForReview = scope.command === 'review' && scope.question === ''
    if (!asksForReview && scope.command !== 'fix') return await answerInChat(this.#server, scope, history, stream, token)
    const fixes = await reviewInChat(this.#server, scope, stream, token)
    if (asksForReview || fixes > 0 || token.isCancellationRequested) return ''
    const sentence = vscode.l10n.t('No fix passed its checks. What follows is the opinion of the model.')
    stream.markdown(untrusted(`${escapedText(sentence)}\n\n`))
    return await answerInChat(this.#server, scope, history, stream, token)
  }
}
