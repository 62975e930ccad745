import { type AskReference, type AskScope, askCommands, type ChatText, type SentPiece } from '../server/protocol/chat.ts'

/** What a chat of the editor hands over, as far as it matters here. */
export interface ChatAsk {
  readonly prompt: string
  readonly command: string | undefined
  readonly references: readonly { readonly id: string; readonly reference: AskReference | undefined }[]
}

/** Words of a question that refer to something, where the editor has not resolved them by itself. */
const changesWord = /(?<![\p{L}\p{N}])#changes\b/giu
const selectionWord = /(?<![\p{L}\p{N}])#selection\b/giu
/** How editors call their own reference to what git says was changed. */
const changesId = /changes|changed_?files/i

/** The question of a chat request. `active`: where the user stands; `#selection` makes it what the question is about. */
export function scopeOf({ prompt, command, references }: ChatAsk, active: AskReference | undefined): AskScope {
  const named = references.flatMap(({ reference }) => reference ?? [])
  const asksForSelection = prompt.search(selectionWord) !== -1
  const asksForChanges = prompt.search(changesWord) !== -1 || references.some(({ id }) => changesId.test(id))
  const question = prompt.replaceAll(changesWord, '').replaceAll(selectionWord, '').replaceAll(/ {2,}/g, ' ').trim()
  // Who says nothing but what is meant wants to be told about it.
  const known = askCommands.find((each) => each === command) ?? (question === '' ? 'explain' : undefined)
  return {
    question,
    references: [...(asksForSelection && active !== undefined ? [active] : []), ...named],
    ...(known === undefined ? {} : { command: known }),
    ...(active === undefined ? {} : { active }),
    ...(asksForChanges ? { changes: 'uncommitted' } : {}),
  }
}

/** A question's scope with what was chosen to be sent, or not to be, before it was asked. */
export function withChoice(scope: AskScope, chosen: AskScope): AskScope {
  const known = new Set(chosen.references.map((reference) => JSON.stringify(reference)))
  const others = scope.references.filter((reference) => !known.has(JSON.stringify(reference)))
  return { ...chosen, ...scope, references: [...chosen.references, ...others], without: chosen.without ?? [] }
}

/** A turn of a chat as the editor remembers it: what was asked, or the result that an answer left. */
export interface ChatTurn {
  readonly prompt?: string
  readonly command?: string | undefined
  readonly result?: { readonly metadata?: { readonly [key: string]: unknown } | undefined }
}

/** Earlier questions with the answers that the model gave, oldest first. Questions that were not answered by it are left out. */
export function turnsOf(history: readonly ChatTurn[]): readonly ChatText[] {
  return history.flatMap((turn, index): readonly ChatText[] => {
    const answer = history[index + 1]?.result?.metadata?.answer
    if (turn.prompt === undefined || typeof answer !== 'string' || answer === '') return []
    const asked = [turn.command === undefined ? '' : `/${turn.command}`, turn.prompt].filter((part) => part !== '').join(' ')
    return [
      { role: 'user', text: asked },
      { role: 'assistant', text: answer },
    ]
  })
}

/** `src/cart.ts:3-20`, with lines as editors count them. */
export function placeOf({ path, startLine, endLine }: Pick<SentPiece, 'path' | 'startLine' | 'endLine'>): string {
  return `${path}:${startLine + 1}-${endLine}`
}
