import type { LoadedAs } from '../protocol/doctor.ts'
import type { Lane, RequestFigures } from '../protocol/figures.ts'
import type { ToolForm, ToolsPrompt } from './tools.ts'

/** What the engine is and can do, as loaded now. */
export interface EngineInfo {
  readonly model: string
  /** GGUF architecture, for example `qwen2` or `deepseek2`. */
  readonly architecture: string
  readonly backend: 'cuda' | 'vulkan' | 'metal' | 'cpu' | 'remote'
  readonly device: string
  /** Why this backend, in words for the user. */
  readonly backendReason: string
  /** Tokens a sequence holds. */
  readonly contextSize: number
  /** Absent where the model's file does not tell. */
  readonly kvCacheBytesPerToken?: number
  /** How the memory plan had it loaded; absent where the model's file tells too little for a plan. */
  readonly loadedAs?: LoadedAs
  /**
   * Names the model for calibrations and caches: architecture and parameter count, for example `qwen2-0.5b`; with adapters followed by
   * `+` and a digest of them.
   */
  readonly calibrationKey: string
  readonly capabilities: { readonly fim: boolean; readonly chat: boolean; readonly score: boolean }
  /** How it writes calls of tools. Absent where its chat template has no form for them that is understood here, and with one user only. */
  readonly toolForm?: ToolForm
  /** In the order of the setting. Absent: none. */
  readonly adapters?: readonly AdapterInfo[]
}

/** A LoRA adapter that changes the model as loaded now. */
export interface AdapterInfo {
  /** The file's name without its ending. */
  readonly name: string
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string
  /** What its changes are multiplied with: 1 as trained, 0 without effect. */
  readonly weight: number
}

/** Sequences keep one prompt each in the KV cache: requests that share a prompt should name the same one. */
export type SequenceName = 'completion' | 'review'

interface RequestBase {
  readonly lane: Lane
  readonly sequence: SequenceName
  /**
   * Names the document of a completion: each of the last few keeps a KV cache of its own, so that going back to one costs nothing.
   * No effect on the sequence `review`.
   */
  readonly document?: string
  /**
   * `exact` keeps all of the KV cache that the prompts share. `aligned` keeps it only up to a slice's end, so that every slice is
   * evaluated with the same boundaries and equal requests give equal logits (llama.cpp's last bits differ with the batch size).
   */
  readonly reuse?: 'exact' | 'aligned'
}

/** Fill-in-the-middle in the anchored layout: prefix and suffix first, what was typed since after the middle marker. */
export interface FimPrompt {
  readonly kind: 'fim'
  readonly prefix: string
  readonly suffix: string
  /** Text between the anchor and the cursor; evaluated after the middle marker, so that a keystroke costs only its own tokens. */
  readonly typed: string
  /** Where the file lies, for models that were trained with it. Required with `files`. */
  readonly path?: string
  /** Code of other files, in front of everything in the model's own form for repositories: what changes least comes first. */
  readonly files?: readonly ContextFile[]
  /** What a comment of one line begins with, for models that know other files by a comment with their path. Default `//`. */
  readonly lineComment?: string
}
export interface ContextFile {
  readonly path: string
  readonly text: string
}
export interface TextPrompt {
  readonly kind: 'text'
  readonly text: string
}
export type Prompt = FimPrompt | TextPrompt

export interface CompletionRequest extends RequestBase {
  readonly prompt: Prompt
  /** Upper bound of generated tokens. 0 only brings the prompt into the KV cache. */
  readonly maxTokens: number
  /**
   * Texts that the answer may go on like, such as an older answer: checked several tokens at a time, they speed writing up and never
   * change what is written. The prompt itself always serves.
   */
  readonly drafts?: readonly string[]
  /**
   * Which of several different answers: 0, the default, is the likeliest text; n begins with the n-th likeliest other token. Asked for
   * one after the other they share the prompt in the KV cache.
   */
  readonly variant?: number
  /** Generation ends before the first of these texts. Default none. */
  readonly stop?: readonly string[]
}

/**
 * Text of an answer as it comes. What healing consumed of the typed text is not repeated: the texts joined are what follows the cursor.
 */
export type TextDelta =
  | {
      readonly kind: 'text'
      readonly text: string
      /** Log-probability of the text's tokens, summed; undefined where the engine does not tell. */
      readonly logP?: number
      /** The tokens that this text ends; only where they were asked for. */
      readonly tokens?: readonly GeneratedToken[]
      /** What the request cost up to here; only where it was asked for. */
      readonly figures?: RequestFigures
    }
  | { readonly kind: 'end'; readonly reason: 'endOfText' | 'stop' | 'length'; readonly figures: RequestFigures }

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}
export interface ChatRequest extends RequestBase {
  readonly messages: readonly ChatMessage[]
  readonly maxTokens: number
  /** Constrains the answer: a JSON schema or a GBNF grammar whose root rule is `root`. */
  readonly format?: { readonly kind: 'schema'; readonly schema: object } | { readonly kind: 'gbnf'; readonly grammar: string }
}

/** How the next token is drawn. The same seed gives the same text, as far as the hardware computes the same. */
export interface Sampling {
  /** 0 excluded, to 2. */
  readonly temperature: number
  /** 0 excluded, to 1: only the likeliest tokens that have this probability together. */
  readonly topP: number
  /** A whole number from 0 to 2^32 − 1. */
  readonly seed: number
}

/**
 * A text for one of the users of a server. Unlike completions and chats of an editor, several are written at the same time, each with a
 * sequence to itself until it ends; users take turns.
 */
export interface GenerateRequest {
  readonly lane: Lane
  /** Names the user, for the turns. */
  readonly client: string
  readonly prompt: Prompt | { readonly kind: 'chat'; readonly messages: readonly ChatMessage[] } | ToolsPrompt
  /** Upper bound of generated tokens, from 1. */
  readonly maxTokens: number
  /** Generation ends before the first of these texts. */
  readonly stop: readonly string[]
  /** Absent: the likeliest token each time. */
  readonly sampling?: Sampling
  readonly format?: ChatRequest['format']
  /** Also tell each token's log-probability, and those of so many of the likeliest (0 to 20). No effect with `format`. */
  readonly likeliest?: number
  /** Also tell with each piece what the text cost so far, for readers that leave early. Default false. */
  readonly tellsCosts?: boolean
}

/** A token that was written. With a temperature its log-probability is that of the distribution that it was drawn from. */
export interface GeneratedToken {
  readonly text: string
  readonly logP: number
  /** The likeliest at this place, the likeliest first. */
  readonly likeliest: readonly { readonly text: string; readonly logP: number }[]
}

export interface ScoreRequest extends RequestBase {
  /** Shared by all continuations; `typed` of a FIM prompt is part of it. No healing takes place. */
  readonly prompt: Prompt
  /** Texts whose probability after the prompt is asked; each costs only its own tokens, less what it shares with the one before. */
  readonly continuations: readonly string[]
  /**
   * Also tell how likely the text ends after each continuation, which is where a fill-in-the-middle prompt goes on with its suffix.
   * Default false.
   */
  readonly ends?: boolean
}

/** Natural logarithms of the probabilities of a continuation's tokens, in order. */
export interface ScoredText {
  readonly logPs: readonly number[]
  /** UTF-16 length of each token's text; sums to the continuation's length. */
  readonly lengths: readonly number[]
  /** Text of the likeliest token at each place, and its log P: what the model would have written. */
  readonly preferred: readonly { readonly text: string; readonly logP: number }[]
  /** Log P that the text ends after the continuation; only where it was asked. */
  readonly endLogP?: number
  /** Of the whole request, repeated in each. */
  readonly figures: RequestFigures
}

/** Texts whose length in tokens is asked, each by itself: as the model reads the text of files, control tokens spelled out. */
export interface CountRequest {
  readonly lane: Lane
  readonly texts: readonly string[]
}

/** A model that answers. Implemented by the local engine process and by remote servers. Every method rejects with a LatentError. */
export interface Engine {
  info(): Promise<EngineInfo>
  complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta>
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta>
  /** Absent where the engine serves one user only. */
  generate?(request: GenerateRequest, signal: AbortSignal): AsyncIterable<TextDelta>
  /** Absent where the engine cannot tell probabilities of given text. */
  score?(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]>
  /** Tokens of each text, in order. Waits for no other request. Absent where the engine does not tell. */
  countTokens?(request: CountRequest, signal: AbortSignal): Promise<readonly number[]>
}
