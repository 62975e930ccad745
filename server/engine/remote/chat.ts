import type { ChatRequest, TextDelta } from '../engine.ts'
import { withoutMarkers } from '../markers.ts'
import type { AnswerPiece } from './answer.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import { costsWithEachPiece } from './complete.ts'
import { constraintFields } from './constraints.ts'
import { grammarReader } from './gbnf.ts'

type Text = Extract<TextDelta, { kind: 'text' }>
type EndReason = Extract<TextDelta, { kind: 'end' }>['reason']

/** The body of a chat request. */
export function askedChat(request: ChatRequest, able: RemoteCapabilities): Readonly<Record<string, unknown>> {
  const { format } = request
  return {
    model: able.model,
    messages: request.messages.map(({ role, content }) => ({ role, content: withoutMarkers(content) })),
    max_tokens: request.maxTokens,
    temperature: 0,
    ...costsWithEachPiece(able),
    ...(format === undefined ? {} : constraintFields(able.constraints, format)),
  }
}

/**
 * An answer that has to have a form, from a server that holds none to it: the part of it that has the form. Where no part has, the question is put once
 * more, with the form; and where that does not help either, the answer is as it came, for whoever asked to make of it what they can.
 */
export async function* formedTexts(
  pieces: AsyncIterable<AnswerPiece>,
  format: NonNullable<ChatRequest['format']>,
  again: (answer: string) => AsyncIterable<AnswerPiece>,
): AsyncGenerator<Text, EndReason> {
  const first = await whole(pieces)
  const part = formed(first.text, format)
  if (part !== undefined) {
    yield { kind: 'text', text: part }
    return 'endOfText'
  }
  const second = await whole(again(first.text))
  const text = formed(second.text, format)
  yield { kind: 'text', text: text ?? second.text }
  return text === undefined ? second.reason : 'endOfText'
}

/** The request once more, after an answer without the form. */
export function askedAgain(request: ChatRequest, answer: string): ChatRequest {
  const { format, messages } = request
  if (format === undefined) return request
  const form =
    format.kind === 'gbnf' ? `this GBNF grammar:\n${format.grammar}` : `this JSON schema:\n${JSON.stringify(format.schema)}`
  const content = `Answer again, with nothing but a text that follows ${form}`
  return { ...request, messages: [...messages, { role: 'assistant', content: answer }, { role: 'user', content }] }
}

async function whole(pieces: AsyncIterable<AnswerPiece>): Promise<{ readonly text: string; readonly reason: EndReason }> {
  let text = ''
  const texts = chatTexts(pieces)
  let next = await texts.next()
  for (; !next.done; next = await texts.next()) text += next.value.text
  return { text, reason: next.value }
}

/** The part of a text that has the form; undefined where none has. */
function formed(text: string, format: NonNullable<ChatRequest['format']>): string | undefined {
  return format.kind === 'gbnf' ? grammarReader(format.grammar)(text) : jsonIn(text)
}

function jsonIn(text: string): string | undefined {
  const part = /[[{][\s\S]*[\]}]/.exec(text)?.[0]
  if (part === undefined) return undefined
  try {
    JSON.parse(part)
    return part
  } catch {
    return undefined
  }
}

/** The texts of an answer. Returns why it ended. */
export async function* chatTexts(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<Text, EndReason> {
  let finish: AnswerPiece['finish']
  for await (const piece of pieces) {
    finish = piece.finish ?? finish
    if (piece.text !== '') yield { kind: 'text', text: piece.text }
  }
  return finish === 'length' ? 'length' : 'endOfText'
}
