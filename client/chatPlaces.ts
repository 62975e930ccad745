import * as vscode from 'vscode'
import type { AskReference } from '../server/protocol/chat.ts'
import type { Range } from '../server/protocol/text.ts'

/** The active editor's document with its selection; undefined where it is no file or untitled text. */
export function activeReference(): AskReference | undefined {
  const editor = vscode.window.activeTextEditor
  if (editor === undefined) return undefined
  const { document, selection } = editor
  if (document.uri.scheme !== 'file' && document.uri.scheme !== 'untitled') return undefined
  return { uri: document.uri.toString(), range: plainRange(selection) }
}

/** What a reference of the editor's chat stands for; undefined for values that are no place, such as a text or a folder's summary. */
export function referenceOf(value: unknown): AskReference | undefined {
  if (value instanceof vscode.Uri) return { uri: value.toString() }
  if (value instanceof vscode.Location) return { uri: value.uri.toString(), range: plainRange(value.range) }
  return undefined
}

/** A place as the editor knows it. */
export function locationOf(uri: string, { start, end }: Range): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(start.line, start.character, end.line, end.character))
}

/** Whole lines, from the first up to the one before `endLine`. */
export function linesOf(uri: string, startLine: number, endLine: number): vscode.Location {
  return locationOf(uri, {
    start: { line: startLine, character: 0 },
    end: { line: Math.max(startLine, endLine - 1), character: 0 },
  })
}

function plainRange({ start, end }: vscode.Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  }
}
