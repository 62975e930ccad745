import type { ChatMessage } from '../engine/engine.ts'
import { type AskReference, type AskScope, askCommands, type ChatParams, type ChatText } from '../protocol/chat.ts'
import type { Bilingual } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { isRecord } from '../protocol/record.ts'
import type { Position, Range } from '../protocol/text.ts'

/** A longer question, or a longer list, is a mistake of the client. UTF-16 code units; entries. */
const mostCharacters = 200_000
const mostEntries = 500

/** What `latent/ask` and `latent/askContext` are asked, as any client may have sent it. Throws badArgument. */
export function readAskScope(value: unknown): AskScope {
  if (!isRecord(value))
    throw bad({
      en: 'A question is an object with "question" and "references".',
      zh: '提问应为包含 "question" 和 "references" 的对象。',
    })
  const { question = '', command, references = [], active, changes, without = [] } = value
  const known = askCommands.find((each) => each === command)
  if (typeof question !== 'string' || question.length > mostCharacters)
    throw bad({ en: 'The question is no text, or too long.', zh: '问题不是文本，或者太长。' })
  if (command != null && known === undefined)
    throw bad({
      en: `The command of a question is one of ${askCommands.join(', ')}.`,
      zh: `提问的命令应为以下之一：${askCommands.join('、')}。`,
    })
  if (question.trim() === '' && known === undefined) throw bad({ en: 'Ask something.', zh: '请提出问题。' })
  if (!isList(references) || !isList(without))
    throw bad({ en: '"references" and "without" are lists.', zh: '"references" 和 "without" 应为列表。' })
  return {
    question,
    references: references.map(readReference),
    ...(known === undefined ? {} : { command: known }),
    ...(active == null ? {} : { active: readReference(active) }),
    ...(changes === 'uncommitted' || changes === 'branch' ? { changes } : {}),
    without: without.filter((id) => typeof id === 'string'),
  }
}

/** Earlier turns of a conversation. Throws badArgument. */
export function readTurns(value: unknown): readonly ChatText[] {
  if (value == null) return []
  if (!isList(value)) throw bad({ en: 'The history is a list of messages.', zh: '历史记录应为消息列表。' })
  return value.map(readMessage)
}

/** What `latent/chat` is asked. Throws badArgument. */
export function readChatParams(value: unknown): { readonly messages: readonly ChatMessage[]; readonly maxTokens?: number } {
  const { messages, maxTokens }: Partial<Record<keyof ChatParams, unknown>> = isRecord(value) ? value : {}
  if (!isList(messages) || messages.length === 0)
    throw bad({ en: 'A chat has a list of messages, at least one.', zh: '对话应包含消息列表，至少一条。' })
  const read = messages.map(readMessage).map(({ role, text }) => ({ role, content: text }))
  if (maxTokens == null) return { messages: read }
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens) || maxTokens < 1) {
    throw bad({ en: '"maxTokens" is a whole number from 1 on.', zh: '"maxTokens" 应为不小于 1 的整数。' })
  }
  return { messages: read, maxTokens }
}

function readMessage(value: unknown): ChatText {
  const { role, text } = isRecord(value) ? value : {}
  if (role !== 'system' && role !== 'user' && role !== 'assistant')
    throw bad({ en: 'A message is of "system", "user" or "assistant".', zh: '消息的角色应为 "system"、"user" 或 "assistant"。' })
  if (typeof text !== 'string') throw bad({ en: 'A message has a text.', zh: '消息应包含文本。' })
  return { role, text }
}

function readReference(value: unknown): AskReference {
  const { uri, range } = isRecord(value) ? value : {}
  if (typeof uri !== 'string') throw bad({ en: 'A reference has the address of a document.', zh: '引用应包含文档的地址。' })
  return range == null ? { uri } : { uri, range: readRange(range) }
}

function readRange(value: unknown): Range {
  const { start, end } = isRecord(value) ? value : {}
  if (!isPosition(start) || !isPosition(end)) throw bad({ en: 'The range of a reference is not one.', zh: '引用的范围无效。' })
  return { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } }
}

function isPosition(value: unknown): value is Position {
  const isCount = (number: unknown) => typeof number === 'number' && Number.isInteger(number) && number >= 0
  return isRecord(value) && isCount(value.line) && isCount(value.character)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= mostEntries
}

function bad(what: Bilingual): LatentError {
  return LatentError.of('badArgument', what)
}
