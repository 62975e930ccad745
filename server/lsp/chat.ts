import type { Connection } from 'vscode-languageserver'
import { languageNames } from '../context/languageNames.ts'
import { WorkspaceFiles } from '../context/workspaceFiles.ts'
import { type AskDeps, ask, planAsk } from '../features/ask/ask.ts'
import {
  type AskParams,
  type AskPart,
  type AskResult,
  type AskScope,
  type ChatModelResult,
  type ChatParams,
  type ChatPart,
  type ChatResult,
  type CountTokensParams,
  type CountTokensResult,
  chatMethods,
} from '../protocol/chat.ts'
import { LatentError } from '../protocol/errors.ts'
import { noFigures } from '../protocol/figures.ts'
import { printable } from '../protocol/printable.ts'
import type { ClientAbilities } from './capabilities.ts'
import { readAskScope, readChatParams, readTurns } from './chatParams.ts'
import type { Documents } from './documents.ts'
import type { EngineHost, HostState } from './engineHost.ts'
import { answering, signalOf } from './failure.ts'
import { type ProgressReporter, partialResults } from './progress.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

export interface ChatDeps {
  readonly documents: Pick<Documents, 'get' | 'source'>
  readonly folders: Pick<WorkspaceFolders, 'all'>
  readonly trust: Trust
  readonly status: Pick<Status, 'during'>
  readonly engine: EngineHost
  readonly tools: Pick<ReviewTools, 'parser'>
  readonly progress: ProgressReporter
  /** Their language is that of answers. */
  readonly abilities: Pick<ClientAbilities, 'language'>
  readonly log: (line: string) => void
}

/** Tokens of an answer of `latent/chat` where the client names no bound. */
const defaultAnswerTokens = 1024

/** Answers the requests around questions: `latent/ask` about code, `latent/chat` for other programs of the editor, and what they need. */
export function serveChat(connection: Connection, deps: ChatDeps): void {
  const answer = answering(deps.log, deps.abilities.language)
  connection.onRequest(
    chatMethods.ask,
    answer((params: AskParams, token) => answerQuestion(params, connection, deps, signalOf(token))),
  )
  connection.onRequest(
    chatMethods.askContext,
    answer(async (params: AskScope, token) => {
      deps.trust.require('Chat')
      const signal = signalOf(token)
      const askDeps = await readyToAsk(deps, signal)
      return (await planAsk(readAskScope(params), [], askDeps, signal)).context
    }),
  )
  connection.onRequest(
    chatMethods.chat,
    answer((params: ChatParams, token) => chat(params, connection, deps, signalOf(token))),
  )
  connection.onRequest(
    chatMethods.countTokens,
    answer(async ({ text }: CountTokensParams, token): Promise<CountTokensResult> => {
      if (typeof text !== 'string')
        throw LatentError.of('badArgument', {
          en: 'The tokens of a text are counted, and there is none.',
          zh: '这里要统计文本的 token 数，却没有给出文本。',
        })
      const [tokens = 0] = await deps.engine.countTokens({ lane: 'user', texts: [text] }, signalOf(token))
      return { tokens }
    }),
  )
  let known: ChatModelResult | null = null
  connection.onRequest(
    chatMethods.chatModel,
    answer(() => {
      known = modelOf(deps.engine.state, known)
      return known
    }),
  )
}

/** A model that was unloaded is still the same one: the next request loads it again. */
function modelOf(state: HostState, before: ChatModelResult | null): ChatModelResult | null {
  if (state.kind === 'unloaded') return before
  if (state.kind !== 'ready' || !state.info.capabilities.chat) return null
  const { model, architecture, contextSize } = state.info
  return { model, architecture, contextSize }
}

/** Rejects with untrusted, badArgument, gitUnavailable, an abort, or the engine's error. */
async function answerQuestion(
  params: AskParams,
  connection: Connection,
  deps: ChatDeps,
  signal: AbortSignal,
): Promise<AskResult> {
  deps.trust.require('Chat')
  const scope = readAskScope(params)
  const history = readTurns(params.history)
  const part = partialResults<AskPart>(connection, params.partialResultToken)
  return await working('Answering', params, deps, signal, async (both) => {
    const askDeps = await readyToAsk(deps, both)
    const { model } = await deps.engine.info()
    let text = ''
    let context: AskResult['context'] = { sent: [], leftOut: [], turns: 0, promptTokens: 0, contextSize: 0 }
    for await (const event of ask(scope, history, askDeps, both)) {
      switch (event.kind) {
        case 'context':
          context = event.context
          part({ kind: 'context', context })
          break
        case 'text': {
          const written = printable(event.text)
          text += written
          part({ kind: 'text', text: written })
          break
        }
        case 'end': {
          const { reason, unknown, figures } = event
          return { text, reason, model, context, unknown, figures }
        }
      }
    }
    return { text, reason: 'endOfText', model, context, unknown: [], figures: noFigures }
  })
}

/** Rejects with untrusted, badArgument, promptTooLong, an abort, or the engine's error. */
async function chat(params: ChatParams, connection: Connection, deps: ChatDeps, signal: AbortSignal): Promise<ChatResult> {
  deps.trust.require('Chat')
  const { messages, maxTokens = defaultAnswerTokens } = readChatParams(params)
  const part = partialResults<ChatPart>(connection, params.partialResultToken)
  return await working('Answering', params, deps, signal, async (both) => {
    const { model } = await ready(deps.engine, both)
    const request = { lane: 'user', sequence: 'review', messages, maxTokens } as const
    let text = ''
    for await (const delta of deps.engine.chat(request, both)) {
      if (delta.kind === 'end') {
        return { text, reason: delta.reason === 'length' ? 'length' : 'endOfText', model, figures: delta.figures }
      }
      text += delta.text
      part({ text: delta.text })
    }
    return { text, reason: 'endOfText', model, figures: noFigures }
  })
}

/** Work with progress that can be cancelled by either side. */
async function working<Result>(
  title: string,
  { workDoneToken }: Pick<AskParams, 'workDoneToken'>,
  { progress, status }: ChatDeps,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const shown = progress.begin(title, workDoneToken, () => controller.abort())
  try {
    return await status.during(() => work(AbortSignal.any([signal, controller.signal])))
  } finally {
    shown.end()
  }
}

async function ready(engine: EngineHost, signal: AbortSignal) {
  engine.retry()
  await engine.ready(signal)
  const info = await engine.info()
  if (!info.capabilities.chat) throw LatentError.of('engineFailed', `${info.model} cannot answer questions`)
  return info
}

async function readyToAsk(deps: ChatDeps, signal: AbortSignal): Promise<AskDeps> {
  const { documents, folders, engine, tools, abilities } = deps
  await ready(engine, signal)
  const open = (uri: string) => {
    const document = documents.get(uri)
    return document === undefined ? undefined : documents.source(document)
  }
  const workspace = new WorkspaceFiles(folders.all(), { open })
  return { engine, parser: await tools.parser(), workspace, languageNames, language: abilities.language() }
}
