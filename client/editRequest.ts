import * as vscode from 'vscode'
import type { NewFile, Proposal } from '../server/protocol/edits.ts'
import { inLanguage } from '../server/protocol/findingTexts.ts'
import type { Range } from '../server/protocol/text.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import type { EditedPlace } from './editedPlace.ts'
import { type Button, Notice } from './failure.ts'
import { shownLanguage } from './language.ts'
import { nameOf } from './reviewable.ts'

/** What is shown of a proposal. */
type ShownProposal = Pick<Proposal, 'title' | 'edits' | 'notes'>

/** An answer that can be shown: an edit of the document as it is, or a file that does not exist yet. */
export type EditAnswer =
  | { readonly kind: 'proposed'; readonly proposal: ShownProposal }
  | { readonly kind: 'newFile'; readonly file: NewFile }

/** How an edit is asked for: again where the user wants another. */
export interface EditRequest {
  /** What the user asked for in words, where that was it. */
  readonly instruction?: string
  /** Whether there is another answer when the first is not liked. */
  readonly hasMore: boolean
  /** With progress that the user sees and can cancel. `attempt` counts from 0. The version is that of the document that was asked about. */
  ask(range: Range, attempt: number): Thenable<EditReply>
}

export interface EditReply {
  readonly outcome: EditAnswer | { readonly kind: 'refused'; readonly reason: string }
  readonly version: number
}

/** Asks once. Rejects with a Notice where the answer is a refusal, or is for a text that the document no longer has. */
export async function answerTo({ instruction, ask }: EditRequest, place: EditedPlace, attempt: number): Promise<EditAnswer> {
  const { document, range } = place
  const again: Button | undefined =
    instruction === undefined
      ? undefined
      : { label: vscode.l10n.t('Change Instruction…'), command: 'latent.editInstruction', arguments: [instruction] }
  const { outcome, version } = await ask(plainRange(range), attempt)
  switch (outcome.kind) {
    case 'refused':
      throw new Notice(vscode.l10n.t('{0} stays as it is: {1}', nameOf(document.uri), shownText(outcome.reason)), again)
    case 'newFile':
      return outcome
    case 'proposed':
      if (document.isClosed || document.version !== version) throw changedMeanwhile(document.uri, again)
      return outcome
    default:
      return unreachable(outcome)
  }
}

/** A sentence of the server in the user's language: reasons and notes are English on their way. */
export function shownText(sentence: string): string {
  return inLanguage(sentence, shownLanguage())
}

/** Why a finished edit is not made. */
export function changedMeanwhile(uri: vscode.Uri, button?: Button): Notice {
  return new Notice(vscode.l10n.t('{0} changed meanwhile, so nothing was applied.', nameOf(uri)), button)
}

/** A range as the protocol has it: VS Code's own become arrays on their way to the server. */
function plainRange({ start, end }: vscode.Range): Range {
  return { start: plain(start), end: plain(end) }
}

function plain({ line, character }: vscode.Position) {
  return { line, character }
}
