import * as vscode from 'vscode'
import { Notice } from './failure.ts'
import { activeEditor, nameOf } from './reviewable.ts'

/** A part of a document that is to be changed. */
export interface EditedPlace {
  readonly document: vscode.TextDocument
  /** Empty: what stands around it. */
  readonly range: vscode.Range
}

/** The selection of the active editor, or its cursor. Rejects with the reason why nothing can be changed there. */
export function placeToEdit(): EditedPlace {
  const { document, selection } = activeEditor()
  const { scheme } = document.uri
  if (scheme === 'file' || scheme === 'untitled') return { document, range: selection }
  throw new Notice(vscode.l10n.t('{0} cannot be edited here: only files and untitled texts can.', nameOf(document.uri)))
}
