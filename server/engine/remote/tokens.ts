import { isRecord } from '../../protocol/record.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import type { Connection } from './connection.ts'

/**
 * Tokens of a text, without those that a server puts in front. llama.cpp calls the text `content`, vLLM `prompt`. Rejects with a
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
  return isRecord(answer) && Array.isArray(answer.tokens) ? answer.tokens.length : undefined
}
