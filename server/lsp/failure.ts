import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import type { WayOut } from '../protocol/errorEntry.ts'
import { errorText, isLatentError, knownError, userMessage } from '../protocol/errors.ts'
import type { LatentErrorCode } from '../protocol/errorTable.ts'
import { noticeText } from '../protocol/noticeText.ts'
import { failureCode } from '../protocol/requests.ts'
import type { Language } from './language.ts'

/** What a ResponseError carries for our own client, which puts a button on it. */
export interface FailureData {
  readonly code: LatentErrorCode
  readonly message: string
  readonly wayOut: WayOut
}

/** An error as the answer to a request: one line in the user's language, no stack. Some editors show it as it is in a notification. */
export function toResponseError(error: unknown, language: Language): ResponseError<FailureData | undefined> {
  if (error instanceof ResponseError) return error
  if (isAbort(error)) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.')
  const known = knownError(error)
  const { message, wayOut } = errorText(known, language())
  const shown = (text: string) => noticeText(oneLine(text))
  const data: FailureData = { code: known.code, message: shown(message), wayOut }
  return new ResponseError(failureCode, shown(userMessage(known, language())), data)
}

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Promise<Result> | Result

/** Makes wrappers of request handlers: what a handler throws reaches the user as one line, and the log as a whole. */
export function answering(log: (line: string) => void, language: Language) {
  return <Params, Result>(handler: Handler<Params, Result>) =>
    async (params: Params, token: CancellationToken): Promise<Result> => {
      try {
        return await handler(params, token)
      } catch (error) {
        const response = toResponseError(error, language)
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
  if (isLatentError(error)) return `${error.code}: ${userMessage(error, 'en')}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}
