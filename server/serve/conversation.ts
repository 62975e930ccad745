import type { ChatMessage } from '../engine/engine.ts'
import type { ToolCall, ToolMessage } from '../engine/tools.ts'
import { isRecord } from '../protocol/record.ts'
import { badParameter } from './apiError.ts'
import type { AskedMessage } from './chatShapes.ts'

type AskedContent = NonNullable<AskedMessage['content']>

/** A conversation in which no tools are used. */
export function plainMessages(messages: readonly AskedMessage[]): readonly ChatMessage[] {
  return toolMessages(messages).flatMap((message) => (message.role === 'tool' || 'calls' in message ? [] : [message]))
}

/** Whether a conversation has calls of tools or what came of them. */
export function usesTools(messages: readonly AskedMessage[]): boolean {
  return messages.some(
    (message) => message.role === 'tool' || (message.role === 'assistant' && (message.tool_calls ?? []).length > 0),
  )
}

/** A conversation with tools. Throws a bad parameter where a result belongs to no earlier call, or a call has no arguments. */
export function toolMessages(messages: readonly AskedMessage[]): readonly ToolMessage[] {
  const called = new Map<string, string>()
  return messages.map((message, index): ToolMessage => {
    switch (message.role) {
      case 'tool': {
        const name = called.get(message.tool_call_id)
        if (name === undefined)
          throw badParameter(`messages.${index}.tool_call_id`, `No call before it has the id "${message.tool_call_id}".`)
        return { role: 'tool', content: textOf(message.content), id: message.tool_call_id, name }
      }
      case 'assistant': {
        const calls = (message.tool_calls ?? []).map(({ id, function: asked }) => ({ id, ...callOf(asked, index) }))
        for (const { id, name } of calls) called.set(id, name)
        if (calls.length > 0) return { role: 'assistant', content: textOf(message.content ?? ''), calls }
        if (message.content === undefined || message.content === null)
          throw badParameter(`messages.${index}`, 'The message has neither content nor calls.')
        return { role: 'assistant', content: textOf(message.content) }
      }
      default:
        return { role: message.role === 'developer' ? 'system' : message.role, content: textOf(message.content) }
    }
  })
}

function callOf(
  { name, arguments: argumentsText }: { readonly name: string; readonly arguments: string },
  index: number,
): ToolCall {
  // Some clients say so that there are none.
  const text = argumentsText.trim() === '' ? '{}' : argumentsText
  try {
    if (isRecord(JSON.parse(text))) return { name, argumentsText: text }
  } catch {
    // Told below.
  }
  throw badParameter(`messages.${index}.tool_calls`, `The arguments of the call of "${name}" are no JSON object.`)
}

function textOf(content: AskedContent): string {
  return typeof content === 'string' ? content : content.map((part) => part.text).join('')
}
