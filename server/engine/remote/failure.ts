import { reasonOf } from '../../models/reason.ts'
import { isLatentError, LatentError } from '../../protocol/errors.ts'

/** What a failed request means for the user; the signal's reason where it was cancelled. */
export function remoteFailure(error: unknown, server: string, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  if (isLatentError(error)) return error
  const { status, message, headers } = error as { status?: unknown; message?: unknown; headers?: Headers }
  // What stands in for the server, such as a page of a network that wants a sign-in, or a server that is broken.
  if (error instanceof SyntaxError) return LatentError.of('remoteUnreachable', server, 'its answer is no JSON')
  if (typeof status !== 'number') return LatentError.of('remoteUnreachable', server, reasonOf(error))
  const said = oneLine(String(message ?? ''))
  if (status === 401 || status === 403) return LatentError.of('remoteKeyRefused', server)
  // What stands between says that the server behind it is gone.
  if (status === 502 || status === 504) return LatentError.of('remoteUnreachable', server, said || `status ${status}`)
  if (status === 429 || status === 503) {
    const busy = LatentError.of('remoteBusy', server)
    busy.cause = new RetryAfter(headers?.get('retry-after') ?? null)
    return busy
  }
  return promptTooLong(said) ?? LatentError.of('remoteRefused', server, status, said)
}

/** How servers say that a prompt is too long: llama.cpp, `latent serve`, and vLLM, which has OpenAI's words. Tokens and context, in either order. */
const tooLong: readonly RegExp[] = [
  /request \((?<tokens>\d+) tokens\) exceeds the available context size \((?<context>\d+)/,
  /has (?<tokens>\d+) tokens, the context holds (?<context>\d+)/,
  /maximum context length is (?<context>\d+) tokens.*?(?<tokens>\d+) (?:input )?tokens/,
]

function promptTooLong(said: string): LatentError | undefined {
  for (const pattern of tooLong) {
    const { tokens, context } = pattern.exec(said)?.groups ?? {}
    if (tokens !== undefined && context !== undefined) return LatentError.of('promptTooLong', Number(tokens), Number(context))
  }
  return undefined
}

/** When a busy server wants to be asked again: its header Retry-After, which is seconds or a date (RFC 9110, 10.2.3). */
class RetryAfter {
  /** From now; 0 where it does not say. */
  readonly ms: number

  constructor(header: string | null) {
    const ms = /^\d+$/.test(header ?? '') ? Number(header) * 1000 : Date.parse(header ?? '') - Date.now()
    this.ms = Number.isNaN(ms) ? 0 : Math.max(0, ms)
  }
}

/** How long a server that failed wants to be left alone, in milliseconds; 0 where it does not say. */
export function retryAfterMs(error: unknown): number {
  return error instanceof Error && error.cause instanceof RetryAfter ? error.cause.ms : 0
}

/** Errors after which the same request may succeed. */
export function isPassing(error: unknown): error is LatentError {
  return isLatentError(error) && (error.code === 'remoteUnreachable' || error.code === 'remoteBusy')
}

const longestMessage = 200

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line
}
