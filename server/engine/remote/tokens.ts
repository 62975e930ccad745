import { isRecord } from '../../protocol/record.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import type { Connection } from './connection.ts'

/**
 * Tokens of a text by llama.cpp, without those that it puts in front; what looks like a control token is read as text. Rejects with a LatentError; an
 * answer that tells no tokens gives none.
 */
export async function tokensOf(connection: Connection, text: string, signal: AbortSignal): Promise<readonly number[]> {
  const answer = await connection.post('/tokenize', { content: text, add_special: false, parse_special: false }, signal)
  const tokens: readonly unknown[] = isRecord(answer) && Array.isArray(answer.tokens) ? answer.tokens : []
  return tokens.filter((token) => typeof token === 'number')
}

/**
 * How many tokens a text has, without those that a server puts in front. llama.cpp calls the text `content`, vLLM `prompt`. Rejects with a
 * LatentError, or gives undefined where the answer tells no tokens.
 */
export async function tokenCount(
  connection: Connection,
  form: NonNullable<RemoteCapabilities['tokenize']>,
  model: string,
  text: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const body =
    form === 'content'
      ? { content: text, add_special: false, parse_special: true }
      : { model, prompt: text, add_special_tokens: false }
  const answer = await connection.post('/tokenize', body, signal)
  if (!isRecord(answer)) return undefined
  if (Array.isArray(answer.tokens)) return answer.tokens.length
  return typeof answer.count === 'number' ? answer.count : undefined
}
