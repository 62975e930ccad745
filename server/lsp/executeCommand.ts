import type { ExecuteCommandParams, Position } from 'vscode-languageserver'
import { type DismissParams, dismissalReasons, dismissalScopes, longestNote } from '../protocol/dismissal.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { type ReviewedChanges, type ReviewParams, type ReviewScope, serverCommands } from '../protocol/requests.ts'

export type ServerCommand =
  | { readonly kind: 'review'; readonly params: ReviewParams }
  | { readonly kind: 'dismiss'; readonly params: DismissParams }

const scopes: readonly ReviewScope[] = ['file', 'selection', 'changes']

/** What an editor asks for by workspace/executeCommand. Rejects with badArgument: anyone may have bound a key to anything. */
export function readCommand({ command, arguments: given = [] }: ExecuteCommandParams): ServerCommand {
  const [first, second] = given as readonly unknown[]
  switch (command) {
    case serverCommands.review:
      return { kind: 'review', params: reviewParams(first) }
    case serverCommands.dismiss:
      return { kind: 'dismiss', params: dismissParams(first, second) }
    default:
      throw bad(`There is no command ${command}.`)
  }
}

/** `{ id, uri, reason, scope, note }`, or a document's URI and a finding's id. Rejects with badArgument. */
function dismissParams(first: unknown, second: unknown): DismissParams {
  if (typeof first === 'string' && typeof second === 'string') return { uri: first, id: second }
  if (!isRecord(first) || typeof first.id !== 'string') {
    throw bad('latent.dismiss takes { id, uri, reason, scope, note }, or the URI of a document and the id of a finding.')
  }
  const { id, uri, reason, scope, note } = first
  if (uri !== undefined && typeof uri !== 'string') throw bad('The uri of a dismissal is not one.')
  if (note !== undefined && typeof note !== 'string') throw bad('The note of a dismissal is a text.')
  const knownReason = oneOf('reason', dismissalReasons, reason)
  const knownScope = oneOf('scope', dismissalScopes, scope)
  return {
    id,
    ...(uri === undefined ? {} : { uri }),
    ...(knownReason === undefined ? {} : { reason: knownReason }),
    ...(knownScope === undefined ? {} : { scope: knownScope }),
    ...(note === undefined ? {} : { note: note.slice(0, longestNote) }),
  }
}

function oneOf<T extends string>(what: string, known: readonly T[], value: unknown): T | undefined {
  const found = known.find((each) => each === value)
  if (found === undefined && value !== undefined && value !== null) {
    throw bad(`The ${what} of a dismissal is one of ${known.join(', ')}.`)
  }
  return found
}

/** `{ textDocument: { uri }, scope, range, changes }`; a URI alone means the whole file. Rejects with badArgument. */
export function reviewParams(value: unknown): ReviewParams {
  if (typeof value === 'string') return { textDocument: { uri: value }, scope: 'file' }
  const uri = isRecord(value) && isRecord(value.textDocument) ? value.textDocument.uri : undefined
  if (!isRecord(value) || typeof uri !== 'string') {
    throw bad('latent.review takes { textDocument: { uri }, scope: "file" | "selection" | "changes", range, changes }.')
  }
  const scope = scopes.find((each) => each === (value.scope ?? 'file'))
  if (scope === undefined) throw bad(`The scope of a review is one of ${scopes.join(', ')}.`)
  const { range } = value
  const changes = reviewedChanges(value.changes)
  const params: ReviewParams = { textDocument: { uri }, scope, ...(changes === undefined ? {} : { changes }) }
  if (range === undefined || range === null) return params
  if (!isRecord(range) || !isPosition(range.start) || !isPosition(range.end)) throw bad('The range of a review is not one.')
  return { ...params, range: { start: range.start, end: range.end } }
}

/** `{ kind, base }`. Whether there is such a commit only git knows. */
function reviewedChanges(value: unknown): ReviewedChanges | undefined {
  if (value === undefined || value === null) return undefined
  const { kind, base } = isRecord(value) ? value : {}
  if (kind === 'uncommitted' || kind === 'staged') return { kind }
  if (kind !== 'branch') throw bad('The changes of a review are { kind: "uncommitted" | "staged" | "branch", base }.')
  if (base === undefined || base === null || base === '') return { kind }
  if (typeof base !== 'string') throw bad('The base of a branch is the name of a commit.')
  return { kind, base }
}

function bad(what: string): LatentError {
  return LatentError.of('badArgument', what)
}

function isPosition(value: unknown): value is Position {
  return isRecord(value) && Number.isInteger(value.line) && Number.isInteger(value.character)
}
