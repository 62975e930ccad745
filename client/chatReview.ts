import * as vscode from 'vscode'
import type { AskReference, AskScope } from '../server/protocol/chat.ts'
import type { Finding } from '../server/protocol/finding.ts'
import { titleInLanguage } from '../server/protocol/findingTexts.ts'
import { evidenceSentences } from '../server/protocol/plainWords.ts'
import { methods, type ReviewParams, type ReviewResult } from '../server/protocol/requests.ts'
import { type ChatStream, untrusted } from './chatAnswer.ts'
import { escapedText } from './chatMarkdown.ts'
import { locationOf } from './chatPlaces.ts'
import { Notice } from './failure.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { documentFor, nameOf } from './reviewable.ts'
import { summary } from './reviewSummary.ts'

/** Reviews take a while; of more files the Explorer's menu is the better way. */
const mostFiles = 5

/**
 * Makes a real review of what is referred to, else of the active file, and lists each finding with its place as soon as it is there. At the
 * end come buttons that show the fixes: VS Code folds away what stands in front of the last text that nothing interrupts. Gives how many
 * findings have a fix. Rejects with a Notice where there is nothing to review.
 */
export async function reviewInChat(
  server: LanguageServer,
  scope: AskScope,
  stream: ChatStream,
  token: vscode.CancellationToken,
): Promise<number> {
  const places = scope.references.length > 0 ? scope.references : scope.active === undefined ? [] : [scope.active]
  if (places.length === 0) throw new Notice(vscode.l10n.t('Open a file, or add one to the question.'))
  const names = places.slice(0, mostFiles).map(({ uri }) => nameOf(vscode.Uri.parse(uri)))
  stream.progress(vscode.l10n.t('Reviewing {0}', names.join(', ')))
  const buttons: vscode.Command[] = []
  for (const place of places.slice(0, mostFiles)) {
    if (token.isCancellationRequested) break
    buttons.push(...(await reviewPlace(server, place, scope, stream, token)))
  }
  if (places.length > mostFiles) {
    say(stream, vscode.l10n.t('Only the first {0} files are reviewed here.', mostFiles))
  }
  for (const button of buttons) stream.button(button)
  return buttons.filter(({ command }) => command === fixCommand).length
}

const fixCommand = 'latent.previewFix' satisfies ClientCommandId

/** Gives buttons for what may be done next. */
async function reviewPlace(
  server: LanguageServer,
  place: AskReference,
  { changes }: AskScope,
  stream: ChatStream,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Command[]> {
  const document = await documentFor(vscode.Uri.parse(place.uri))
  const name = nameOf(document.uri)
  const buttons: vscode.Command[] = []
  const result = await server.requestInParts<ReviewResult, Partial<ReviewResult>>(
    methods.review,
    reviewParams(place, changes),
    ({ findings = [] }) => {
      for (const finding of findings) {
        showFinding(place.uri, name, finding, stream)
        if (finding.fixes.length > 0) buttons.push(fixButton(place.uri, name, finding))
      }
    },
    token,
  )
  say(stream, summary(result, name, shownLanguage(), vscode.l10n.t))
  if (result.heldBack.length === 0) return buttons
  const heldBack = { command: 'latent.showHeldBack', title: vscode.l10n.t('Show Held-Back'), arguments: [document.uri] }
  return [...buttons, heldBack]
}

function fixButton(uri: string, name: string, { id, range }: Finding): vscode.Command {
  const title = vscode.l10n.t('Preview Fix of {0}', `${name}:${range.start.line + 1}`)
  return { command: fixCommand, title, arguments: [uri, id] }
}

function reviewParams({ uri, range }: AskReference, changes: AskScope['changes']): ReviewParams {
  const textDocument = { uri }
  if (changes !== undefined) return { textDocument, scope: 'changes', changes: { kind: changes } }
  const isSelection =
    range !== undefined && (range.start.line !== range.end.line || range.start.character !== range.end.character)
  return isSelection ? { textDocument, scope: 'selection', range } : { textDocument, scope: 'file' }
}

function showFinding(uri: string, name: string, finding: Finding, stream: ChatStream): void {
  const language = shownLanguage()
  const title = titleInLanguage(finding.title, finding.ruleId, language)
  stream.anchor(locationOf(uri, finding.range), `${name}:${finding.range.start.line + 1}`)
  const [why] = evidenceSentences(finding.evidence, language)
  stream.markdown(untrusted(` **${escapedText(title)}**\n\n${why === undefined ? '' : `${escapedText(why)}\n\n`}`))
}

function say(stream: ChatStream, sentence: string): void {
  stream.markdown(untrusted(`${escapedText(sentence)}\n\n`))
}
