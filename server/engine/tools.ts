import type { ChatMessage } from './engine.ts'

/** A function that a model may ask for. Nothing here ever runs it. */
export interface ToolDefinition {
  readonly name: string
  readonly description?: string
  /** JSON schema of the arguments, which are an object. Absent: there are none. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** A model's wish to have a function called. */
export interface ToolCall {
  readonly name: string
  /** A JSON object, as the model wrote it. */
  readonly argumentsText: string
}

/** A message of a conversation in which tools are used. */
export type ToolMessage =
  | ChatMessage
  | { readonly role: 'assistant'; readonly content: string; readonly calls: readonly (ToolCall & { readonly id: string })[] }
  /** What came of a call. */
  | { readonly role: 'tool'; readonly content: string; readonly id: string; readonly name: string }

/** A conversation with the tools that the model may ask for, for models that have a `ToolForm`. */
export interface ToolsPrompt {
  readonly kind: 'tools'
  readonly messages: readonly ToolMessage[]
  /** Empty: it may ask for none; what was called before is still told. */
  readonly tools: readonly ToolDefinition[]
}

/** How a model writes a call, by its own chat template: `before`, the name, `between`, the arguments as JSON, `after`. */
export interface ToolForm {
  /** Without blanks in front. */
  readonly before: string
  readonly between: string
  readonly after: string
  /** What stands between two calls; absent where an answer has one at most. */
  readonly separator?: string
}
