import * as vscode from 'vscode'
import { type AskContext, type AskScope, chatMethods, type SentPiece } from '../server/protocol/chat.ts'
import { isRecord } from '../server/protocol/record.ts'
import { activeReference } from './chatPlaces.ts'
import { placeOf, withChoice } from './chatScope.ts'
import { openChat } from './chatView.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { requireTrust } from './reviewable.ts'

interface PieceItem extends vscode.QuickPickItem {
  readonly id: string
  readonly tokens: number
}

/** Lets the user choose what is sent with the next question, and keeps the choice until then. */
export class SentChoice {
  readonly #server: LanguageServer
  #next: AskScope | undefined

  constructor(server: LanguageServer) {
    this.#server = server
  }

  /** The scope of the next question with what was chosen for it, and with what it refers to beside that. */
  take(scope: AskScope): AskScope {
    const chosen = this.#next
    this.#next = undefined
    return chosen === undefined ? scope : withChoice(scope, chosen)
  }

  /** Shows what would be sent with a question, or with one about the active editor, and opens the chat with it once that is decided. */
  async edit(given: unknown): Promise<void> {
    requireTrust(vscode.l10n.t('Chat'))
    const scope = isScope(given) ? given : scopeOfEditor()
    const context = await this.#server.request<AskContext>(chatMethods.askContext, scope)
    const chosen = await choose(context)
    if (chosen === undefined) return
    const before = new Set(scope.without)
    const without = itemsOf(context).flatMap(({ id }) => (chosen.has(id) ? [] : [id]))
    this.#next = { ...scope, without: [...new Set([...[...before].filter((id) => !chosen.has(id)), ...without])] }
    await openChat(
      [scope.command === undefined ? '' : `/${scope.command}`, scope.question].filter((part) => part !== '').join(' '),
    )
  }
}

function scopeOfEditor(): AskScope {
  const active = activeReference()
  if (active === undefined) throw new Notice(vscode.l10n.t('No file is open.'))
  return { question: '', command: 'explain', references: [], active }
}

function itemsOf({ sent, leftOut }: AskContext): readonly (PieceItem & { readonly picked: boolean })[] {
  const left = leftOut.flatMap(({ id, path, startLine = 0, endLine = 0 }) =>
    id === undefined ? [] : [{ id, label: placeOf({ path, startLine, endLine }), tokens: 0, picked: false }],
  )
  return [
    ...sent.map((piece) => ({
      id: piece.id,
      label: placeOf(piece),
      description: vscode.l10n.t('{0} tokens', piece.tokens),
      detail: reasonOf(piece),
      tokens: piece.tokens,
      picked: true,
    })),
    ...left,
  ]
}

/** A list in which each piece can be left out. Gives the ids of those that stay; undefined where the user gave up. */
function choose(context: AskContext): Promise<ReadonlySet<string> | undefined> {
  const items = itemsOf(context)
  const pick = vscode.window.createQuickPick<PieceItem>()
  pick.canSelectMany = true
  pick.placeholder = vscode.l10n.t('What is sent with the question. Nothing of it leaves this machine.')
  pick.items = items
  pick.selectedItems = items.filter(({ picked }) => picked)
  const around = context.promptTokens - context.sent.reduce((sum, { tokens }) => sum + tokens, 0)
  const count = (chosen: readonly PieceItem[]) => {
    const tokens = chosen.reduce((sum, each) => sum + each.tokens, around)
    pick.title = vscode.l10n.t('Edit What Is Sent ({0} of {1} tokens)', tokens, context.contextSize)
  }
  count(pick.selectedItems)
  return new Promise((resolve) => {
    pick.onDidChangeSelection(count)
    pick.onDidAccept(() => {
      resolve(new Set(pick.selectedItems.map(({ id }) => id)))
      pick.hide()
    })
    pick.onDidHide(() => {
      resolve(undefined)
      pick.dispose()
    })
    pick.show()
  })
}

function reasonOf({ reason }: SentPiece): string {
  switch (reason) {
    case 'reference':
      return vscode.l10n.t('You referred to it.')
    case 'active':
      return vscode.l10n.t('It is open in the editor.')
    case 'named':
      return vscode.l10n.t('The question names it.')
    case 'change':
      return vscode.l10n.t('It was changed since the last commit.')
  }
}

/** A scope as a button carries it. What a link of someone else carries is checked by the server. */
function isScope(value: unknown): value is AskScope {
  return isRecord(value) && typeof value.question === 'string' && Array.isArray(value.references)
}
