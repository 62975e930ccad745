import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { apiErrorOf } from './apiError.ts'

/**
 * Answers with server-sent events as the interface has them: each chunk as JSON, `[DONE]` at the end. What fails before the first chunk is an error of
 * the request; what fails later is an event with the error. Leaving ends `chunks`.
 */
export async function answerStream(reply: FastifyReply, chunks: AsyncGenerator<object>): Promise<FastifyReply> {
  const first = await chunks.next()
  const stream = Readable.from(events(first, chunks), { objectMode: false })
  return reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream)
}

async function* events(first: IteratorResult<object>, chunks: AsyncGenerator<object>): AsyncGenerator<string> {
  try {
    if (first.done !== true) yield event(first.value)
    for await (const chunk of chunks) yield event(chunk)
    yield 'data: [DONE]\n\n'
  } catch (error) {
    yield event(apiErrorOf(error).body)
  }
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`
}
