import type { RequestFigures } from './figures.ts'
import type { Range } from './text.ts'

/** One message of a conversation with the model. */
export interface ChatText {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}

/** Why an answer ended: the model was done, or it had written as many tokens as it may. */
export type AnswerEnd = 'endOfText' | 'length'

/** Request `latent/chat`: the model's answer to these messages, as they are. Partial results are ChatPart. */
export interface ChatParams {
  readonly messages: readonly ChatText[]
  /** Of the answer. Default 1024, at most what the model's context leaves. */
  readonly maxTokens?: number
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}
/** A piece of the answer. */
export interface ChatPart {
  readonly text: string
}
export interface ChatResult {
  readonly text: string
  readonly reason: AnswerEnd
  readonly model: string
  readonly figures: RequestFigures
}

/** Request `latent/countTokens`: how many tokens the model reads a text as. */
export interface CountTokensParams {
  readonly text: string
}
export interface CountTokensResult {
  readonly tokens: number
}

/** Request `latent/chatModel`: what other programs of the editor have to know of the model. Null while there is none. */
export interface ChatModelResult {
  readonly model: string
  readonly architecture: string
  /** Tokens that a prompt and its answer share. */
  readonly contextSize: number
}

/** What a question is for; without one it stands for itself. */
export const askCommands = ['explain', 'review', 'tests', 'fix', 'optimize'] as const
export type AskCommand = (typeof askCommands)[number]

/** Code that a question is about. Without a range the whole file. */
export interface AskReference {
  readonly uri: string
  readonly range?: Range
}

/** What is asked: the same for a look at what would be sent and for the question itself. */
export interface AskScope {
  /** May be empty where there is a command. */
  readonly question: string
  readonly command?: AskCommand
  /** The most important first. */
  readonly references: readonly AskReference[]
  /** Where the user stands: taken where nothing else is referred to. */
  readonly active?: AskReference
  /** Also what git says was changed: since HEAD, or since the branch left the default branch. Default: none. */
  readonly changes?: 'uncommitted' | 'branch'
  /** Ids of pieces that are not to be sent. */
  readonly without?: readonly string[]
}

/** Request `latent/ask`: a question about code of the workspace. Partial results are AskPart. */
export interface AskParams extends AskScope {
  /** Earlier questions and answers, oldest first; what does not fit is left out from the oldest on. */
  readonly history?: readonly ChatText[]
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}

/** Why a piece of code is sent. */
export type PieceReason = 'reference' | 'active' | 'named' | 'change'

/** Code that is sent with a question. Lines are zero-based and half-open. */
export interface SentPiece {
  /** Stays the same while the piece's place does. */
  readonly id: string
  readonly uri: string
  /** Relative to the workspace folder, with `/` between its parts. */
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly tokens: number
  readonly reason: PieceReason
}

/** Code that was asked for and is not sent. */
export interface LeftOutPiece {
  readonly path: string
  readonly why: 'ignored' | 'secret' | 'outside' | 'missing' | 'notText' | 'tooLong' | 'byUser'
  /** With `tooLong` and `byUser`: which lines. */
  readonly startLine?: number
  readonly endLine?: number
  /** With `byUser`: the id that was named. */
  readonly id?: string
}

/** All that is sent of the workspace, and what is not. */
export interface AskContext {
  readonly sent: readonly SentPiece[]
  readonly leftOut: readonly LeftOutPiece[]
  /** Earlier questions that go along with their answers. */
  readonly turns: number
  /** Tokens of the whole prompt: the pieces, the question, and the words around them. */
  readonly promptTokens: number
  readonly contextSize: number
}

/** What comes while a question is answered: first what was sent, then the text. */
export type AskPart =
  | { readonly kind: 'context'; readonly context: AskContext }
  | { readonly kind: 'text'; readonly text: string }

/** Something that an answer names and that is not there. */
export interface UnknownName {
  readonly kind: 'file' | 'line' | 'symbol'
  /** As the answer has it: `src/cart.ts`, `cart.ts:90`, `totalOf`. */
  readonly name: string
}

/** The answer is plain text: nothing in it is to be followed, run or rendered. */
export interface AskResult {
  readonly text: string
  readonly reason: AnswerEnd
  readonly model: string
  readonly context: AskContext
  readonly unknown: readonly UnknownName[]
  readonly figures: RequestFigures
}

/** Methods of the language server around questions. `askContext` takes AskScope and gives AskContext. */
export const chatMethods = {
  chat: 'latent/chat',
  countTokens: 'latent/countTokens',
  chatModel: 'latent/chatModel',
  ask: 'latent/ask',
  askContext: 'latent/askContext',
} as const
