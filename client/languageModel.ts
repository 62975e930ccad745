import * as vscode from 'vscode'
import {
  type ChatModelResult,
  type ChatParams,
  type ChatPart,
  type ChatResult,
  type CountTokensResult,
  chatMethods,
} from '../server/protocol/chat.ts'
import { failureText, isCancellation } from './failure.ts'
import { chatTexts, textOf, wantedTokens } from './languageModelMessages.ts'
import type { LanguageServer } from './languageServer.ts'

/** Of the context, for the answer; the rest is for what is asked. */
const answerShare = 0.25
const mostAnswerTokens = 2048

/** Offers the model that is loaded to the editor's chat and to other extensions. */
export class LanguageModel implements vscode.LanguageModelChatProvider, vscode.Disposable {
  readonly #server: LanguageServer
  readonly #changed = new vscode.EventEmitter<void>()
  readonly #listener: vscode.Disposable
  #offered = ''

  readonly onDidChangeLanguageModelChatInformation = this.#changed.event

  constructor(server: LanguageServer) {
    this.#server = server
    this.#listener = server.onStatus(({ state, model = '' }) => {
      // Busy or not, it is the same model.
      const offered = state === 'ready' || state === 'busy' ? model : ''
      if (offered === this.#offered) return
      this.#offered = offered
      this.#changed.fire()
    })
  }

  /** None while no model is loaded, and in a workspace that is not trusted. */
  async provideLanguageModelChatInformation(): Promise<vscode.LanguageModelChatInformation[]> {
    if (!vscode.workspace.isTrusted) return []
    try {
      const model = await this.#server.request<ChatModelResult | null>(chatMethods.chatModel, {})
      return model === null ? [] : [information(model)]
    } catch (error) {
      this.#server.log.debug('No model is offered to the chat.', error)
      return []
    }
  }

  async provideLanguageModelChatResponse(
    model: vscode.LanguageModelChatInformation,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    { modelOptions }: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const maxTokens = Math.min(wantedTokens(modelOptions) ?? model.maxOutputTokens, model.maxOutputTokens)
    const params: ChatParams = { messages: chatTexts(messages), maxTokens }
    await this.#asked(() =>
      this.#server.requestInParts<ChatResult, ChatPart>(
        chatMethods.chat,
        params,
        ({ text }) => progress.report(new vscode.LanguageModelTextPart(text)),
        token,
      ),
    )
  }

  async provideTokenCount(
    _model: vscode.LanguageModelChatInformation,
    text: string | vscode.LanguageModelChatRequestMessage,
    token: vscode.CancellationToken,
  ): Promise<number> {
    const params = { text: typeof text === 'string' ? text : textOf(text.content) }
    return (await this.#asked(() => this.#server.request<CountTokensResult>(chatMethods.countTokens, params, token))).tokens
  }

  dispose(): void {
    this.#listener.dispose()
    this.#changed.dispose()
  }

  /** Whoever asked sees the error's one line, with its way out. */
  async #asked<Result>(request: () => Promise<Result>): Promise<Result> {
    try {
      return await request()
    } catch (error) {
      if (isCancellation(error)) throw new vscode.CancellationError()
      throw new Error(failureText(error), { cause: error })
    }
  }
}

function information({ model, architecture, contextSize }: ChatModelResult): vscode.LanguageModelChatInformation {
  const maxOutputTokens = Math.min(mostAnswerTokens, Math.floor(contextSize * answerShare))
  return {
    id: model,
    name: `Latent: ${model}`,
    family: architecture,
    version: model,
    detail: vscode.l10n.t('on this machine'),
    tooltip: vscode.l10n.t('{0} on this machine, {1} tokens. No code leaves it.', model, contextSize),
    maxInputTokens: contextSize - maxOutputTokens,
    maxOutputTokens,
    capabilities: {},
  }
}
