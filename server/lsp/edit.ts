import { type EditAsk, editByInstruction } from '../features/edit/instruct/edit.ts'
import type { EditParams, EditPart, EditResult } from '../protocol/edits.ts'
import { printable } from '../protocol/printable.ts'
import { type EditRequestDeps, onDocument } from './editRequest.ts'
import type { Progress } from './progress.ts'

/** Where an edit tells what happens. `part` gets the text as it is written; a candidate that was given up is followed by the next one. */
export interface EditListener {
  begin(title: string, cancel: () => void): Progress
  part(part: EditPart): void
}

/** Answers `latent/edit`. Nothing is applied. Rejects as `onDocument` does. */
export async function edit(
  { textDocument: { uri }, range, instruction, attempt }: EditParams,
  deps: EditRequestDeps,
  listener: EditListener,
  signal: AbortSignal,
): Promise<EditResult> {
  const begin = (cancel: () => void) => listener.begin('Editing', cancel)
  return await onDocument(
    uri,
    deps,
    begin,
    ({ source, deps: editDeps }, both) => {
      const ask: EditAsk = { source, range, instruction, ...(attempt === undefined ? {} : { attempt }) }
      return editByInstruction(ask, editDeps, (text) => listener.part({ text: printable(text) }), both)
    },
    signal,
  )
}
