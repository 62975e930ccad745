import * as vscode from 'vscode'
import type { NextEditDoneParams, NextEditParams } from '../server/protocol/nextEdit.ts'
import { methods } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import {
  defaultKey,
  hintText,
  isOnScreen,
  type NextEditOffer,
  type OfferedText,
  offerOf,
  offerText,
  stillFits,
} from './nextEditText.ts'

const availableKey = 'latent.nextEditAvailable'

/** Shows where the user's last change fits too, leads there and makes the edit. Any other edit takes the offer away. */
export class NextEdits implements vscode.Disposable {
  readonly #server: LanguageServer
  readonly #key = defaultKey(process.platform, vscode.env.remoteName)
  readonly #place = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editor.wordHighlightStrongBorder'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  })
  readonly #text = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  })
  readonly #listeners: vscode.Disposable
  #offer: NextEditOffer | undefined
  /** Where decorations were put. */
  #shownIn: vscode.TextEditor | undefined

  constructor(server: LanguageServer) {
    this.#server = server
    this.#listeners = vscode.Disposable.from(
      server.onNextEdit((params) => this.#receive(params)),
      server.onStarted(() => this.#set(undefined)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.toString() === this.#offer?.uri) this.#set(undefined)
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (textEditor === this.#shownIn) this.#show()
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.#shownIn) this.#show()
      }),
    )
  }

  /** Leads to the place where it is off screen, else makes the edit there, as one step to undo. */
  async goOrApply(): Promise<void> {
    const [editor, offer] = [this.#editor(), this.#offer]
    if (editor === undefined || offer === undefined) return
    if (!stillFits(offer, offeredText(editor.document))) return this.#set(undefined)
    const range = rangeOf(offer)
    if (!isOnScreen(offer, editor.visibleRanges)) {
      editor.selection = new vscode.Selection(range.start, range.start)
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
      return
    }
    this.#set(undefined)
    const done = await editor.edit((edit) => edit.replace(range, offer.newText), { undoStopBefore: true, undoStopAfter: true })
    if (done) this.#tell(offer, true)
  }

  /** This change is wanted nowhere else. */
  dismiss(): void {
    if (this.#offer !== undefined) this.#tell(this.#offer, false)
    this.#set(undefined)
  }

  dispose(): void {
    this.#set(undefined)
    this.#listeners.dispose()
    this.#place.dispose()
    this.#text.dispose()
  }

  #receive(params: NextEditParams): void {
    const { uri } = params.textDocument
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri)
    // What is taken back for one document says nothing of another.
    if (params.edit === undefined && this.#offer?.uri !== uri) return
    this.#set(offerOf(params, document && offeredText(document)))
  }

  #tell({ uri, version }: NextEditOffer, accepted: boolean): void {
    this.#server.notify(methods.nextEditDone, { textDocument: { uri }, version, accepted } satisfies NextEditDoneParams)
  }

  #set(offer: NextEditOffer | undefined): void {
    this.#offer = offer
    this.#show()
  }

  /** The active editor where it is the offer's. */
  #editor(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor
    return editor?.document.uri.toString() === this.#offer?.uri ? editor : undefined
  }

  #show(): void {
    const [editor, offer] = [this.#editor(), this.#offer]
    if (this.#shownIn !== undefined && this.#shownIn !== editor) this.#clear(this.#shownIn)
    const available = editor !== undefined && offer !== undefined
    if (available !== (this.#shownIn !== undefined)) void vscode.commands.executeCommand('setContext', availableKey, available)
    this.#shownIn = available ? editor : undefined
    if (!available) return
    const range = rangeOf(offer)
    const onScreen = isOnScreen(offer, editor.visibleRanges)
    const line = editor.document.lineAt(onScreen ? range.end.line : editor.selection.active.line)
    const text = onScreen ? offerText(offer, this.#key) : hintText(offer, this.#key, vscode.l10n.t)
    editor.setDecorations(this.#place, [range])
    editor.setDecorations(this.#text, [{ range: new vscode.Range(line.range.end, line.range.end), renderOptions: behind(text) }])
  }

  #clear(editor: vscode.TextEditor): void {
    editor.setDecorations(this.#place, [])
    editor.setDecorations(this.#text, [])
  }
}

/** The colour of code lenses, which every theme has, those of high contrast too. */
function behind(contentText: string): vscode.DecorationInstanceRenderOptions {
  return {
    after: { contentText, color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em', fontStyle: 'italic' },
  }
}

function rangeOf({ range: { start, end } }: NextEditOffer): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character)
}

function offeredText(document: vscode.TextDocument): OfferedText {
  return {
    version: document.version,
    textIn: ({ start, end }) => document.getText(new vscode.Range(start.line, start.character, end.line, end.character)),
  }
}
