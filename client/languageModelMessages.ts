import type { ChatText } from '../server/protocol/chat.ts'
import { isRecord } from '../server/protocol/record.ts'

/** A message as other extensions send it: of the user (1) or of the model (2); anything else sets the scene. */
export interface ForeignMessage {
  readonly role: number
  readonly content: readonly unknown[]
}

/** Messages for the model: their texts, with results and calls of tools written out; images and the like are left out. */
export function chatTexts(messages: readonly ForeignMessage[]): readonly ChatText[] {
  return messages.map(({ role, content }) => ({
    role: role === 1 ? 'user' : role === 2 ? 'assistant' : 'system',
    text: textOf(content),
  }))
}

/** The text of a message's parts. */
export function textOf(content: readonly unknown[]): string {
  return content.map(textOfPart).join('')
}

function textOfPart(part: unknown): string {
  if (typeof part === 'string') return part
  if (!isRecord(part)) return ''
  if (typeof part.value === 'string') return part.value
  if (Array.isArray(part.content)) return part.content.map(textOfPart).join('')
  if (typeof part.name === 'string' && 'input' in part) return `${part.name}(${JSON.stringify(part.input)})`
  return ''
}

/** `maxTokens` or `max_tokens` of the options that other extensions give for a model; undefined where there is none that counts. */
export function wantedTokens(options: { readonly [name: string]: unknown } | undefined): number | undefined {
  const wanted = options?.maxTokens ?? options?.max_tokens
  return typeof wanted === 'number' && Number.isInteger(wanted) && wanted > 0 ? wanted : undefined
}
