import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import { isLatentError, LatentError, type LatentErrorData, userMessage, type WayOut } from '../protocol/errors.ts'
import { failureCode } from '../protocol/requests.ts'

/** What a ResponseError carries for our own client, which puts a button on it. */
export interface FailureData extends LatentErrorData {
  readonly wayOut: WayOut
}

/** An error as the answer to a request: one line for the user, no stack. */
export function toResponseError(error: unknown): ResponseError<FailureData | undefined> {
  if (error instanceof ResponseError) return error
  if (isAbort(error)) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.')
  const known = isLatentError(error) ? error : LatentError.of('engineFailed', messageOf(error))
  const data: FailureData = { code: known.code, message: oneLine(known.message), wayOut: known.wayOut }
  return new ResponseError(failureCode, oneLine(userMessage(known)), data)
}

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Promise<Result> | Result

/** Makes wrappers of request handlers: what a handler throws reaches the user as one line, and the log as a whole. */
export function answering(log: (line: string) => void) {
  return <Params, Result>(handler: Handler<Params, Result>) =>
    async (params: Params, token: CancellationToken): Promise<Result> => {
      try {
        return await handler(params, token)
      } catch (error) {
        const response = toResponseError(error)
        if (response.code !== LSPErrorCodes.RequestCancelled) log(forLog(error))
        throw response
      }
    }
}

/** An AbortSignal that follows an LSP token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController()
  if (token.isCancellationRequested) controller.abort()
  else token.onCancellationRequested(() => controller.abort())
  return controller.signal
}

/** With the stack where the error was not foreseen, because then only the stack tells where to look. */
export function forLog(error: unknown): string {
  if (isLatentError(error)) return `${error.code}: ${userMessage(error)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}
