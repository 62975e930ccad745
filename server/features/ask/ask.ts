import type { SyntaxParser } from '../../context/parser.ts'
import type { ChatMessage, Engine } from '../../engine/engine.ts'
import type { AnswerEnd, AskContext, AskScope, ChatText, UnknownName } from '../../protocol/chat.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { RequestFigures } from '../../protocol/figures.ts'
import { type AskWorkspace, findCandidates } from './candidates.ts'
import { type Count, choosePieces } from './choose.ts'
import { groundOf } from './ground.ts'
import { unknownNames } from './grounding.ts'
import { mentionsIn } from './mentions.ts'
import type { Piece } from './pieces.ts'
import { askMessages, type Question, questionText } from './prompt.ts'

export interface AskDeps {
  readonly engine: Engine
  readonly parser: SyntaxParser
  readonly workspace: AskWorkspace
  /** Names that a language has by itself, by LSP language id; those of every language where none is named; undefined where they are not known. */
  readonly languageNames: (languageIds: readonly string[]) => ReadonlySet<string> | undefined
  /** Of the answer. */
  readonly language: DisplayLanguage
}

/** A question as it would be sent. */
export interface AskPlan {
  readonly messages: readonly ChatMessage[]
  readonly pieces: readonly Piece[]
  /** Tokens that are left for the answer. */
  readonly answerTokens: number
  readonly context: AskContext
}

export type AskEvent =
  | { readonly kind: 'context'; readonly context: AskContext }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'end'
      readonly reason: AnswerEnd
      readonly unknown: readonly UnknownName[]
      readonly figures: RequestFigures
    }

/** Of the context: the answer gets a quarter, at most so many tokens, and earlier turns a quarter. */
const mostAnswerTokens = 700
const share = 0.25
/** What a chat form puts around each message, at most. */
const tokensAroundMessage = 8
/** A model without an end in sight repeats itself: an answer ends where a line comes for the third time in a row. */
const mostRepeats = 3
/** In the place of code, where the tokens around it are counted. */
const noPiece: Piece = {
  ...{ id: '', uri: '', path: '', languageId: '', reason: 'reference', lines: [], startLine: 0, endLine: 0, lineCount: 0 },
}

/**
 * Answers a question about code of the workspace: chooses what of it is sent, has the model write, and looks at the end for what the
 * answer names and is not there. Rejects with gitUnavailable, the engine's error or the signal's reason.
 */
export async function* ask(
  scope: AskScope,
  history: readonly ChatText[],
  deps: AskDeps,
  signal: AbortSignal,
): AsyncGenerator<AskEvent> {
  const plan = await planAsk(scope, history, deps, signal)
  yield { kind: 'context', context: plan.context }
  let text = ''
  const request = { lane: 'user', sequence: 'review', messages: plan.messages, maxTokens: plan.answerTokens } as const
  for await (const delta of deps.engine.chat(request, signal)) {
    if (delta.kind === 'text') {
      text += delta.text
      yield { kind: 'text', text: delta.text }
      if (!goesInCircles(text)) continue
    }
    const reason = delta.kind === 'end' && delta.reason === 'length' ? 'length' : 'endOfText'
    const figures = delta.kind === 'end' ? delta.figures : noted(plan)
    yield { kind: 'end', reason, unknown: await unknownIn(text, plan.pieces, deps, signal), figures }
    return
  }
}

/** What would be sent with a question, without asking it. Rejects as `ask` does. */
export async function planAsk(
  scope: AskScope,
  history: readonly ChatText[],
  deps: AskDeps,
  signal: AbortSignal,
): Promise<AskPlan> {
  const { engine, parser, workspace, language } = deps
  const { contextSize } = await engine.info()
  const { candidates, leftOut, selected } = await findCandidates(scope, workspace, parser, signal)
  const question: Question = {
    text: scope.question,
    ...(scope.command === undefined ? {} : { command: scope.command }),
    ...(selected === undefined ? {} : { selected }),
  }
  const count = counting(engine, signal)
  const answerTokens = Math.min(mostAnswerTokens, Math.floor(contextSize * share))
  const turns = await newestTurns(history, Math.floor(contextSize * share), count)
  const around = await tokensOf(askMessages([noPiece], question, turns, language), count)
  const choice = await choosePieces(
    candidates,
    {
      tokens: contextSize - answerTokens - around,
      without: new Set(scope.without),
      question: questionText(question, language),
    },
    count,
  )
  const sent = choice.chosen.map(({ piece: { id, uri, path, startLine, endLine, reason }, tokens }) => {
    return { id, uri, path, startLine, endLine, reason, tokens }
  })
  const pieces = choice.chosen.map(({ piece }) => piece)
  const messages = askMessages(pieces, question, turns, language)
  const promptTokens = await tokensOf(messages, count)
  return {
    messages,
    pieces,
    answerTokens,
    context: { sent, leftOut: [...leftOut, ...choice.leftOut], turns: turns.length / 2, promptTokens, contextSize },
  }
}

/** What an answer names and is neither in what was sent nor elsewhere in the workspace. */
async function unknownIn(
  answer: string,
  pieces: readonly Piece[],
  { workspace, languageNames }: AskDeps,
  signal: AbortSignal,
): Promise<readonly UnknownName[]> {
  const mentions = mentionsIn(answer)
  return unknownNames(mentions, await groundOf(mentions, pieces, workspace, languageNames, signal))
}

/** Where an engine does not count, three characters are taken for a token, which is more than code has. */
function counting(engine: Engine, signal: AbortSignal): Count {
  return async (texts) => {
    if (texts.length === 0) return []
    return (await engine.countTokens?.({ lane: 'user', texts }, signal)) ?? texts.map((text) => Math.ceil(text.length / 3))
  }
}

async function tokensOf(messages: readonly ChatMessage[], count: Count): Promise<number> {
  const counts = await count(messages.map(({ content }) => content))
  return counts.reduce((sum, tokens) => sum + tokens + tokensAroundMessage, 0)
}

/** The newest questions with their answers that fit, oldest first. */
async function newestTurns(history: readonly ChatText[], tokens: number, count: Count): Promise<readonly ChatText[]> {
  const turns = history.flatMap((turn, index) => {
    const answer = history[index + 1]
    return turn.role === 'user' && answer?.role === 'assistant' ? [[turn, answer]] : []
  })
  const counts = await count(turns.map((turn) => turn.map(({ text }) => text).join('\n')))
  let left = tokens
  const kept: ChatText[][] = []
  for (const [index, turn] of [...turns.entries()].reverse()) {
    left -= (counts[index] ?? 0) + 2 * tokensAroundMessage
    if (left < 0) break
    kept.unshift(turn)
  }
  return kept.flat()
}

function goesInCircles(text: string): boolean {
  const whole = text.split('\n').slice(0, -1)
  const last = whole.filter((line) => line.trim() !== '').slice(-mostRepeats)
  return last.length === mostRepeats && last.every((line) => line === last[0])
}

/** Figures of an answer that was left before the engine told them. */
function noted({ context }: AskPlan): RequestFigures {
  return { promptTokens: context.promptTokens, cachedTokens: 0, generatedTokens: 0, ms: 0 }
}
