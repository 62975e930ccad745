import * as vscode from 'vscode'
import {
  type AskContext,
  type AskPart,
  type AskResult,
  type AskScope,
  chatMethods,
  type LeftOutPiece,
  type UnknownName,
} from '../server/protocol/chat.ts'
import { ChatMarkdown, codeName, escapedText } from './chatMarkdown.ts'
import { linesOf } from './chatPlaces.ts'
import { type ChatTurn, placeOf, turnsOf } from './chatScope.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'

/** What answers of a chat are written into. */
export type ChatStream = Pick<vscode.ChatResponseStream, 'markdown' | 'progress' | 'reference' | 'button' | 'anchor'>

/**
 * Has the model answer a question and writes the answer as it comes: what it was told from the code first, then the text, at the end what
 * it names and is not there. Gives the answer's text, for the next question. Rejects with the server's error or a cancellation.
 */
export async function answerInChat(
  server: LanguageServer,
  scope: AskScope,
  history: readonly ChatTurn[],
  stream: ChatStream,
  token: vscode.CancellationToken,
): Promise<string> {
  stream.progress(vscode.l10n.t('Reading the code…'))
  const markdown = new ChatMarkdown()
  const show = (text: string) => {
    if (text !== '') stream.markdown(untrusted(text))
  }
  const params = { ...scope, history: turnsOf(history) }
  const result = await server.requestInParts<AskResult, AskPart>(
    chatMethods.ask,
    params,
    (part) => {
      if (part.kind === 'context') showPieces(part.context, stream)
      else show(markdown.push(part.text))
    },
    token,
  )
  show(markdown.end())
  show(endOf(result))
  offerNext(scope, stream)
  return result.text
}

/** Markdown in which no link runs a command and no HTML counts, whatever it says. */
export function untrusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text)
  markdown.isTrusted = false
  markdown.supportHtml = false
  markdown.supportThemeIcons = false
  return markdown
}

function showPieces({ sent }: AskContext, stream: ChatStream): void {
  for (const { uri, startLine, endLine } of sent) stream.reference(linesOf(uri, startLine, endLine))
}

/** What stands below an answer, as Markdown. */
function endOf({ reason, unknown, context, model }: AskResult): string {
  const lines = [
    ...(reason === 'length' ? [escapedText(vscode.l10n.t('The answer was cut: it has as many tokens as it may.'))] : []),
    ...(unknown.length === 0 ? [] : [warning(unknown)]),
    sentLine(context, model),
    ...context.leftOut.map(leftOutLine),
  ]
  return `\n\n${lines.join('\n\n')}\n`
}

function warning(unknown: readonly UnknownName[]): string {
  const names = unknown.map(({ name }) => codeName(name)).join(', ')
  return `⚠ ${vscode.l10n.t('Not in this workspace: {0}', names)}`
}

function sentLine({ sent, turns, promptTokens, contextSize }: AskContext, model: string): string {
  const code = sent.length === 0 ? [vscode.l10n.t('no code')] : sent.map((piece) => codeName(placeOf(piece)))
  const earlier = turns === 1 ? vscode.l10n.t('1 earlier question') : vscode.l10n.t('{0} earlier questions', turns)
  const places = [...code, ...(turns === 0 ? [] : [earlier])].join(', ')
  const figures = vscode.l10n.t('{0} of {1} tokens', promptTokens, contextSize)
  return `*${escapedText(vscode.l10n.t('Sent to {0}, on this machine:', model))}* ${places} · ${escapedText(figures)}`
}

function leftOutLine(piece: LeftOutPiece): string {
  const { path, startLine, endLine } = piece
  const place = startLine === undefined || endLine === undefined ? path : placeOf({ path, startLine, endLine })
  return `*${escapedText(vscode.l10n.t('Not sent:'))}* ${codeName(place)} · ${escapedText(whyLeftOut(piece))}`
}

function whyLeftOut({ why }: LeftOutPiece): string {
  switch (why) {
    case 'ignored':
      return vscode.l10n.t('it is ignored')
    case 'secret':
      return vscode.l10n.t('it looks like one that holds secrets')
    case 'outside':
      return vscode.l10n.t('it lies outside of the workspace')
    case 'missing':
      return vscode.l10n.t('it does not exist')
    case 'notText':
      return vscode.l10n.t('it is not text')
    case 'tooLong':
      return vscode.l10n.t('it is too long for the model')
    case 'byUser':
      return vscode.l10n.t('you left it out')
  }
}

/** Buttons for what the user may want next. Nothing is changed by them before the user has seen and accepted it. */
function offerNext(scope: AskScope, stream: ChatStream): void {
  const at = scope.references[0] ?? scope.active
  const next = at === undefined ? undefined : nextOf(scope.command)
  if (next !== undefined) stream.button({ command: 'latent.actAt', title: next.title, arguments: [at, next.command] })
  stream.button({ command: 'latent.editSent', title: vscode.l10n.t('Edit What Is Sent…'), arguments: [scope] })
}

function nextOf(command: AskScope['command']): { readonly title: string; readonly command: ClientCommandId } | undefined {
  switch (command) {
    case 'tests':
      return { title: vscode.l10n.t('Write Tests…'), command: 'latent.writeTests' }
    case 'fix':
      return { title: vscode.l10n.t('Edit with Instruction…'), command: 'latent.editInstruction' }
    case 'optimize':
      return { title: vscode.l10n.t('Find a Faster Way…'), command: 'latent.optimise' }
    default:
      return undefined
  }
}
