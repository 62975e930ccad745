import * as vscode from 'vscode'
import type { EditParams, EditResult } from '../server/protocol/edits.ts'
import { isRecord } from '../server/protocol/record.ts'
import { methods } from '../server/protocol/requests.ts'
import { placeToEdit } from './editedPlace.ts'
import type { EditPreviews } from './editPreviews.ts'
import type { EditRequest } from './editRequest.ts'
import { instructionChoices, keptInstructions, withInstruction } from './instructionHistory.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf, requireTrust } from './reviewable.ts'

const instructionsKey = 'latent.instructions'

/**
 * Asks what to change in the selection, or in the function at the cursor, and shows what the model makes of it. In a preview it is the
 * preview's own place that is asked about, and its instruction that is changed. `given` is an instruction to begin with, or
 * `{ instruction }` for a key of the user's own, which is not asked for.
 */
export async function editWithInstruction(
  server: LanguageServer,
  previews: EditPreviews,
  memory: vscode.Memento,
  given: unknown,
): Promise<void> {
  requireTrust(vscode.l10n.t('Editing'))
  const shown = previews.active
  const place = shown ?? placeToEdit()
  const fixed = isRecord(given) && typeof given.instruction === 'string' ? given.instruction.trim() : ''
  const first = typeof given === 'string' ? given : (shown?.instruction ?? '')
  const kept = keptInstructions(memory.get(instructionsKey))
  const instruction = fixed === '' ? await askForInstruction(kept, first) : fixed
  if (instruction === undefined) return
  await memory.update(instructionsKey, withInstruction(kept, instruction))
  await previews.show(place, requestFor(server, place.document, instruction))
  if (shown !== undefined) await previews.close(shown.uri)
}

function requestFor(server: LanguageServer, { uri }: vscode.TextDocument, instruction: string): EditRequest {
  return {
    instruction,
    hasMore: true,
    ask: (range, attempt) => {
      const params: EditParams = { textDocument: { uri: uri.toString() }, range, instruction, attempt }
      return server.requestWithProgress<EditResult>(vscode.l10n.t('Editing {0}', nameOf(uri)), methods.edit, params)
    },
  }
}

/** A box with the earlier instructions below it. Undefined: the user gave up. */
function askForInstruction(kept: readonly string[], first: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick()
  box.title = vscode.l10n.t('Edit with Instruction')
  box.placeholder = vscode.l10n.t('What to change, for example: handle an empty list')
  box.value = first
  const offer = (typed: string) => {
    const items = instructionChoices(kept, typed).map((label) => ({ label, alwaysShow: label === typed.trim() }))
    const [top] = items
    box.items = items
    // Else an earlier instruction that matches better would be taken instead of what was typed.
    if (top !== undefined) box.activeItems = [top]
  }
  offer(first)
  return new Promise((resolve) => {
    box.onDidChangeValue(offer)
    box.onDidAccept(() => {
      resolve(box.activeItems[0]?.label)
      box.hide()
    })
    box.onDidHide(() => {
      resolve(undefined)
      box.dispose()
    })
    box.show()
  })
}
