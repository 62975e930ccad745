import type { ChatRequest, TextDelta } from '../engine.ts'
import type { AnswerPiece } from './answer.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import { costsWithEachPiece } from './complete.ts'
import { constraintFields } from './constraints.ts'
import { withoutMarkers } from './markers.ts'

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

/** The texts of an answer. Returns why it ended. */
export async function* chatTexts(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<Text, EndReason> {
  let finish: AnswerPiece['finish']
  for await (const piece of pieces) {
    finish = piece.finish ?? finish
    if (piece.text !== '') yield { kind: 'text', text: piece.text }
  }
  return finish === 'length' ? 'length' : 'endOfText'
}
