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
import { documentFor, nameOf } from './reviewable.ts'
import { summary } from './reviewSummary.ts'

/** Reviews take a while; of more files the Explorer's menu is the better way. */
const mostFiles = 5

/**
 * Makes a real review of what is referred to, else of the active file, and lists each finding as soon as it is there, with its place and a
 * button that shows its fix. Gives how many of them have a fix. Rejects with a Notice where there is nothing to review.
 */
export async function reviewInChat(
  server: LanguageServer,
  scope: AskScope,
  stream: ChatStream,
  token: vscode.CancellationToken,
): Promise<number> {
  const places = scope.references.length > 0 ? scope.references : scope.active === undefined ? [] : [scope.active]
  const [first] = places
  if (first === undefined) throw new Notice(vscode.l10n.t('Open a file, or add one to the question.'))
  let fixes = 0
  for (const place of places.slice(0, mostFiles)) {
    if (token.isCancellationRequested) break
    fixes += await reviewPlace(server, place, scope, stream, token)
  }
  if (places.length > mostFiles) {
    say(stream, vscode.l10n.t('Only the first {0} files are reviewed here.', mostFiles))
  }
  return fixes
}

async function reviewPlace(
  server: LanguageServer,
  place: AskReference,
  { changes }: AskScope,
  stream: ChatStream,
  token: vscode.CancellationToken,
): Promise<number> {
  const document = await documentFor(vscode.Uri.parse(place.uri))
  const name = nameOf(document.uri)
  stream.progress(vscode.l10n.t('Reviewing {0}', name))
  let fixes = 0
  const result = await server.requestInParts<ReviewResult, Partial<ReviewResult>>(
    methods.review,
    reviewParams(place, changes),
    ({ findings = [] }) => {
      for (const finding of findings) {
        showFinding(place.uri, name, finding, stream)
        fixes += finding.fixes.length > 0 ? 1 : 0
      }
    },
    token,
  )
  say(stream, summary(result, name, shownLanguage(), vscode.l10n.t))
  if (result.heldBack.length > 0) {
    const title = vscode.l10n.t('Show Held-Back')
    stream.button({ command: 'latent.showHeldBack', title, arguments: [document.uri] })
  }
  return fixes
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
  if (finding.fixes.length > 0) {
    stream.button({ command: 'latent.previewFix', title: vscode.l10n.t('Preview Fix'), arguments: [uri, finding.id] })
  }
}

function say(stream: ChatStream, sentence: string): void {
  stream.markdown(untrusted(`${escapedText(sentence)}\n\n`))
}
