import type { ExecuteCommandParams, Position } from 'vscode-languageserver'
import { type DismissParams, dismissalReasons, dismissalScopes, longestNote } from '../protocol/dismissal.ts'
import type { Bilingual } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import { type ReviewedChanges, type ReviewParams, type ReviewScope, serverCommands } from '../protocol/requests.ts'

export type ServerCommand =
  | { readonly kind: 'review'; readonly params: ReviewParams }
  /** By `wait: false`: some editors give a command ten seconds, and cancel it then. */
  | { readonly kind: 'reviewUnwaited'; readonly params: ReviewParams }
  | { readonly kind: 'dismiss'; readonly params: DismissParams }

const scopes: readonly ReviewScope[] = ['file', 'selection', 'changes']

/** What an editor asks for by workspace/executeCommand. Rejects with badArgument: anyone may have bound a key to anything. */
export function readCommand({ command, arguments: given = [] }: ExecuteCommandParams): ServerCommand {
  const [first, second] = given as readonly unknown[]
  switch (command) {
    case serverCommands.review:
      return { kind: isRecord(first) && first.wait === false ? 'reviewUnwaited' : 'review', params: reviewParams(first) }
    case serverCommands.dismiss:
      return { kind: 'dismiss', params: dismissParams(first, second) }
    default:
      throw bad({ en: `There is no command ${command}.`, zh: `没有命令 ${command}。` })
  }
}

/** `{ id, uri, reason, scope, note }`, or a document's URI and a finding's id. Rejects with badArgument. */
function dismissParams(first: unknown, second: unknown): DismissParams {
  if (typeof first === 'string' && typeof second === 'string') return { uri: first, id: second }
  if (!isRecord(first) || typeof first.id !== 'string') {
    throw bad({
      en: 'latent.dismiss takes { id, uri, reason, scope, note }, or the URI of a document and the id of a finding.',
      zh: 'latent.dismiss 的参数应为 { id, uri, reason, scope, note }，或者文档的 URI 和发现的 id。',
    })
  }
  const { id, uri, reason, scope, note } = first
  if (uri !== undefined && typeof uri !== 'string')
    throw bad({ en: 'The uri of a dismissal is not one.', zh: '忽略操作的 uri 无效。' })
  if (note !== undefined && typeof note !== 'string')
    throw bad({ en: 'The note of a dismissal is a text.', zh: '忽略操作的备注应为文本。' })
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
    throw bad({
      en: `The ${what} of a dismissal is one of ${known.join(', ')}.`,
      zh: `忽略操作的 ${what} 应为以下之一：${known.join('、')}。`,
    })
  }
  return found
}

/** `{ textDocument: { uri }, scope, range, changes }`; a URI alone means the whole file. Rejects with badArgument. */
export function reviewParams(value: unknown): ReviewParams {
  if (typeof value === 'string') return { textDocument: { uri: value }, scope: 'file' }
  const uri = isRecord(value) && isRecord(value.textDocument) ? value.textDocument.uri : undefined
  if (!isRecord(value) || typeof uri !== 'string') {
    throw bad({
      en: 'latent.review takes { textDocument: { uri }, scope: "file" | "selection" | "changes", range, changes }.',
      zh: 'latent.review 的参数应为 { textDocument: { uri }, scope: "file" | "selection" | "changes", range, changes }。',
    })
  }
  const scope = scopes.find((each) => each === (value.scope ?? 'file'))
  if (scope === undefined)
    throw bad({
      en: `The scope of a review is one of ${scopes.join(', ')}.`,
      zh: `审查的范围应为以下之一：${scopes.join('、')}。`,
    })
  const { range } = value
  const changes = reviewedChanges(value.changes)
  const params: ReviewParams = { textDocument: { uri }, scope, ...(changes === undefined ? {} : { changes }) }
  if (range === undefined || range === null) return params
  if (!isRecord(range) || !isPosition(range.start) || !isPosition(range.end))
    throw bad({ en: 'The range of a review is not one.', zh: '审查的范围无效。' })
  return { ...params, range: { start: range.start, end: range.end } }
}

/** `{ kind, base }`. Whether there is such a commit only git knows. */
function reviewedChanges(value: unknown): ReviewedChanges | undefined {
  if (value === undefined || value === null) return undefined
  const { kind, base } = isRecord(value) ? value : {}
  if (kind === 'uncommitted' || kind === 'staged') return { kind }
  if (kind !== 'branch')
    throw bad({
      en: 'The changes of a review are { kind: "uncommitted" | "staged" | "branch", base }.',
      zh: '审查的更改应为 { kind: "uncommitted" | "staged" | "branch", base }。',
    })
  if (base === undefined || base === null || base === '') return { kind }
  if (typeof base !== 'string')
    throw bad({ en: 'The base of a branch is the name of a commit.', zh: '分支的基准应为提交的名称。' })
  return { kind, base }
}

function bad(what: Bilingual): LatentError {
  return LatentError.of('badArgument', what)
}

function isPosition(value: unknown): value is Position {
  return isRecord(value) && Number.isInteger(value.line) && Number.isInteger(value.character)
}
