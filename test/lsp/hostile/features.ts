import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CancellationTokenSource, type CodeAction, type Diagnostic, type TextDocumentEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { AskCommand, AskPart, AskResult } from '../../../server/protocol/chat.ts'
import type { DiagnoseResult, ExplainErrorResult, StackTraceResult } from '../../../server/protocol/diagnose.ts'
import type { CommitMessageResult, EditOutcome, EditResult, GenerateResult } from '../../../server/protocol/edits.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import type { NextEditParams } from '../../../server/protocol/nextEdit.ts'
import type { OptimiseResult } from '../../../server/protocol/optimise.ts'
import type { ExplainResult } from '../../../server/protocol/reviewOverview.ts'
import type { Range, TextEdit } from '../../../server/protocol/text.ts'
import { codeWith, type HostileCode } from '../../fixtures/hostile/code.ts'
import type { HostileVariant } from '../../fixtures/hostile/variants.ts'
import type { TestClient } from '../client.ts'

/** What a feature gave for a piece of hostile code: everything that a user would see, and every edit that would be made. */
export interface Given {
  /** Plain texts: titles, explanations, messages. */
  readonly texts: readonly string[]
  /** Answers that the client shows as Markdown, and Markdown of the server. */
  readonly answers?: readonly string[]
  readonly markdown?: readonly string[]
  readonly edits?: readonly GivenEdits[]
  readonly newFiles?: readonly string[]
}

export interface GivenEdits {
  readonly uri: string
  /** The document that was asked about. */
  readonly asked: string
  readonly text: string
  readonly edits: readonly TextEdit[]
  /** What may be changed: the edits stay within. */
  readonly within: Range
}

export interface HostileSession {
  readonly client: TestClient
  readonly nextEdits: readonly NextEditParams[]
  /** URI of a file of the workspace that holds a variant, in which a program failed. */
  traced(variant: HostileVariant): string
  /** Stages a change of a file; gives the URI of the repository. */
  stage(name: string, text: string): string
}

type Feature = (session: HostileSession, variant: HostileVariant) => Promise<Given>

/** Characters after which an answer is cancelled: the rest comes in the same way, and each token is waited for. */
const enough = 40
let asked = 0

async function opened({ client }: HostileSession, variant: HostileVariant, { text, offset }: HostileCode) {
  asked += 1
  const uri = await client.open(join(`h${asked}`, variant.file ?? 'code.ts'), text)
  const document = TextDocument.create(uri, 'typescript', 1, text)
  const position = document.positionAt(offset)
  const line = (number: number) => ({ line: number, character: 0 })
  const whole = { start: line(0), end: document.positionAt(text.length) }
  /** The lines from the function's head to the end of the function, or to one of these. */
  const linesOf = (from: RegExp, to: RegExp) => {
    const end = document.positionAt(text.search(to))
    return { start: line(document.positionAt(text.search(from)).line), end: { line: end.line, character: 10_000 } }
  }
  return { uri, text, position, at: { start: position, end: position }, whole, linesOf, textDocument: { uri } }
}

const head = /export function/
const end = /^\}/m

function proposed(uri: string, text: string, outcome: EditOutcome, within: Range): Given {
  if (outcome.kind === 'refused') return { texts: [outcome.reason] }
  const { title, notes, edits } = outcome.proposal
  return { texts: [title, ...notes], edits: [{ uri, asked: uri, text, edits, within }] }
}

/** A refusal is as good as an edit: its message is shown. */
async function orRefused(asked: Promise<Given>): Promise<Given> {
  return await asked.catch((error: Error) => ({ texts: [error.message] }))
}

/** The text of a request that tells its answer in parts, cut once there is enough of it. */
async function cut<Result extends { readonly text: string }>(
  { client }: HostileSession,
  method: string,
  params: object,
): Promise<{ readonly text: string; readonly result?: Result }> {
  asked += 1
  const token = `part-${asked}`
  const cancellation = new CancellationTokenSource()
  const parts = () => client.progress.filter((each) => each.token === token).map(({ value }) => value as unknown as AskPart)
  const text = () =>
    parts()
      .map((part) => ('text' in part ? part.text : ''))
      .join('')
  let isOver = false
  const answer = client.connection
    .sendRequest<Result>(method, { ...params, partialResultToken: token }, cancellation.token)
    .finally(() => {
      isOver = true
    })
  answer.catch(() => undefined)
  await client.until('enough of an answer', () => isOver || text().length > enough, 200_000)
  cancellation.cancel()
  const result = await answer.catch((error: Error) => {
    if (text() === '') throw error
    return undefined
  })
  return { text: result?.text ?? text(), ...(result === undefined ? {} : { result }) }
}

async function resolvedEdits(session: HostileSession, action: CodeAction, text: string, within: Range): Promise<Given> {
  const { uri } = action.data as { uri: string }
  const { edit, title } = await session.client.resolve(action)
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[]
  const edits = changes.map((change) => {
    return { uri: change.textDocument.uri, asked: uri, text, edits: change.edits as TextEdit[], within }
  })
  return { texts: [title], edits }
}

const actionsAt = (
  { client }: HostileSession,
  uri: string,
  range: Range,
  only: string,
  diagnostics: readonly Diagnostic[] = [],
) =>
  client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics, only: [only], triggerKind: 1 },
  })

export const features = {
  completion: async (session, variant) => {
    const { uri, text, position, at } = await opened(session, variant, codeWith.typing(variant))
    const items = await session.client.complete(uri, position.line, position.character, 'invoked')
    const edits = items.map(({ insertText, range }) => {
      const newText = typeof insertText === 'string' ? insertText : insertText.value
      return { range: range ?? at, newText }
    })
    const within = { start: { ...position, character: 0 }, end: { ...position, character: 10_000 } }
    return { texts: [], edits: [{ uri, asked: uri, text, edits, within }] }
  },

  'next edit': async (session, variant) => {
    const { client, nextEdits } = session
    const { uri, text, position, linesOf } = await opened(session, variant, codeWith.renaming(variant))
    const name = variant.place === 'name' ? variant.code : 'sum'
    const to = { ...position, character: position.character + name.length }
    await client.edit(uri, [position.line, position.character], [to.line, to.character], 'amount')
    // Where the text is too long to be looked at there is none, and nothing tells so.
    const offered = () => nextEdits.find((each) => each.textDocument.uri === uri)
    const offer = await client.until('a next edit', offered, 20_000).catch(() => undefined)
    if (offer === undefined) return { texts: [] }
    const changed = TextDocument.applyEdits(TextDocument.create(uri, '', 1, text), [
      { range: { start: position, end: to }, newText: 'amount' },
    ])
    const edits = offer.edit === undefined ? [] : [{ range: offer.edit.range, newText: offer.edit.newText }]
    return {
      texts: offer.edit === undefined ? [] : [offer.edit.label],
      edits: [{ uri, asked: uri, text: changed, edits, within: linesOf(head, end) }],
    }
  },

  review: async (session, variant) => {
    const { client } = session
    const { uri, text, linesOf } = await opened(session, variant, codeWith.fault(variant))
    const { findings, heldBack } = await client.review(uri)
    const within = linesOf(head, end)
    const [finding] = findings
    const hover = await client.connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
      textDocument: { uri },
      position: finding?.range.start ?? { line: 0, character: 0 },
    })
    return {
      texts: [...findings, ...heldBack].flatMap(textsOf),
      markdown: hover === null ? [] : [hover.contents.value],
      edits: findings.flatMap(({ fixes }) => fixes.map(({ edits }) => ({ uri, asked: uri, text, edits, within }))),
    }
  },

  'explain a finding': async (session, variant) => {
    const { uri, textDocument } = await opened(session, variant, codeWith.fault(variant))
    const { findings } = await session.client.review(uri)
    const id = findings[0]?.id ?? 'none'
    return { texts: [(await cut<ExplainResult>(session, 'latent/explain', { textDocument, id })).text] }
  },

  refactor: async (session, variant) => {
    const { uri, text, at, linesOf } = await opened(session, variant, codeWith.untyped(variant))
    const [action] = await actionsAt(session, uri, at, 'refactor.rewrite.addTypes.model')
    if (action === undefined) return { texts: [] }
    return await orRefused(resolvedEdits(session, action, text, linesOf(head, head)))
  },

  edit: async (session, variant) => {
    const { uri, text, textDocument, linesOf } = await opened(session, variant, codeWith.loop(variant))
    const range = linesOf(/ {2}for \(/, / {2}return/)
    const params = { textDocument, range, instruction: 'Count the items of each kind twice.' }
    const { outcome } = await session.client.connection.sendRequest<EditResult>('latent/edit', params)
    return proposed(uri, text, outcome, range)
  },

  documentation: async (session, variant) => {
    const { uri, text, at, linesOf, textDocument } = await opened(session, variant, codeWith.untyped(variant))
    const params = { textDocument, range: at, kind: 'documentation' }
    const { outcome } = await session.client.connection.sendRequest<GenerateResult>('latent/generate', params)
    if (outcome.kind === 'newFile') throw new Error('A comment is no file.')
    // A comment that stands there already is written anew.
    const from = variant.place === 'above' ? /\/\*\*/ : head
    return proposed(uri, text, outcome, { ...linesOf(from, head), end: linesOf(head, head).start })
  },

  tests: async (session, variant) => {
    const { uri, text, at, whole, textDocument } = await opened(session, variant, codeWith.untyped(variant))
    const params = { textDocument, range: at, kind: 'tests' }
    const { outcome } = await session.client.connection.sendRequest<GenerateResult>('latent/generate', params)
    if (outcome.kind !== 'newFile') return proposed(uri, text, outcome, { start: whole.end, end: whole.end })
    const { title, notes } = outcome.file
    return { texts: [title, ...notes], newFiles: [outcome.file.uri] }
  },

  code: async (session, variant) => {
    const { uri, text, at, linesOf, textDocument } = await opened(session, variant, codeWith.empty(variant))
    const params = { textDocument, range: at, kind: 'code' }
    const { outcome } = await session.client.connection.sendRequest<GenerateResult>('latent/generate', params)
    if (outcome.kind === 'newFile') throw new Error('A body is no file.')
    return proposed(uri, text, outcome, linesOf(head, end))
  },

  'mend an error': async (session, variant) => {
    const { uri, text, position, linesOf, textDocument } = await opened(session, variant, codeWith.misspelt(variant))
    const params = { textDocument, ...errorAt(position, variant) }
    const { outcome } = await session.client.connection.sendRequest<DiagnoseResult>('latent/diagnose', params)
    return proposed(uri, text, outcome, linesOf(head, end))
  },

  'explain an error': async (session, variant) => {
    const { position, textDocument } = await opened(session, variant, codeWith.misspelt(variant))
    const params = { textDocument, ...errorAt(position, variant) }
    return { texts: [(await cut<ExplainErrorResult>(session, 'latent/explainError', params)).text] }
  },

  /** A stopped program is asked about in the same way, with its variables. */
  'stack trace': async (session, variant) => {
    const uri = session.traced(variant)
    const { text, offset } = codeWith.misspelt(variant)
    const { line } = TextDocument.create(uri, '', 1, text).positionAt(offset)
    const trace = `TypeError: ${messageOf(variant)}\n    at priceOf (${fileURLToPath(uri)}:${line + 1}:15)\n`
    const variables = [{ name: 'sum', value: messageOf(variant).slice(0, 200) }]
    const { text: explanation, result } = await cut<StackTraceResult>(session, 'latent/stackTrace', { text: trace, variables })
    const texts = [explanation, result?.message ?? '', ...(result?.frames ?? []).map(({ path }) => path)]
    if (result?.fix === undefined) return { texts }
    const { uri: fixed, proposal } = result.fix
    const within = { start: { line, character: 0 }, end: { line, character: 10_000 } }
    return { texts: [...texts, proposal.title], edits: [{ uri: fixed, asked: uri, text, edits: proposal.edits, within }] }
  },

  chat: async (session, variant) => {
    const command = chatCommands[asked % chatCommands.length]
    const { uri } = await opened(session, variant, codeWith.untyped(variant))
    const params = { question: '', command, references: [{ uri }] }
    const { text } = await cut<AskResult>(session, 'latent/ask', params)
    return { texts: [text], answers: [text] }
  },

  'faster way': async (session, variant) => {
    const { uri, text, at, linesOf, textDocument } = await opened(session, variant, codeWith.loop(variant))
    const { ways, reason = '' } = await session.client.connection.sendRequest<OptimiseResult>('latent/optimise', {
      textDocument,
      range: at,
    })
    const within = linesOf(head, end)
    return {
      texts: [reason, ...ways.flatMap(({ title, notes }) => [title, ...notes])],
      edits: ways.map(({ edits }) => ({ uri, asked: uri, text, edits, within })),
    }
  },

  'commit message': async (session, variant) => {
    const { text } = codeWith.untyped(variant)
    const folder = session.stage(variant.file ?? 'code.ts', text)
    const { message } = await session.client.connection.sendRequest<CommitMessageResult>('latent/commitMessage', { folder })
    if (/\n/.test(message.trim())) throw new Error(`more than a line: ${message}`)
    return { texts: [message] }
  },
} as const satisfies Readonly<Record<string, Feature>>

export type FeatureName = keyof typeof features
export const featureNames = Object.keys(features) as readonly FeatureName[]
const chatCommands: readonly AskCommand[] = ['explain', 'fix', 'tests', 'optimize']

function textsOf({
  title,
  trigger = '',
  evidence,
  fixes,
  related,
}: Pick<Finding, 'title' | 'trigger' | 'evidence' | 'fixes' | 'related'>) {
  return [title, trigger, evidence.reason ?? '', ...fixes.map((fix) => fix.title), ...related.map(({ message }) => message)]
}

function messageOf({ message, code }: HostileVariant): string {
  return message ?? code
}

function errorAt({ line, character }: Range['start'], variant: HostileVariant) {
  const range = { start: { line, character }, end: { line, character: character + 5 } }
  return { range, source: 'other', code: 1, message: `Property 'prise' does not exist. ${messageOf(variant)}` }
}
