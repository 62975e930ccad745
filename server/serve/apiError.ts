import { errorText, isLatentError, type LatentError } from '../protocol/errors.ts'
import type { LatentErrorCode } from '../protocol/errorTable.ts'
import { printable } from '../protocol/printable.ts'

type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'server_error'

/** An error as OpenAI's interface has it. */
export interface ErrorBody {
  readonly error: {
    readonly message: string
    readonly type: ErrorType
    readonly param: string | null
    readonly code: string | null
  }
}

/** Something that a client did or has to know. Its message is for the client, in English as all of the interface. */
export class ApiError extends Error {
  readonly statusCode: number
  readonly body: ErrorBody

  constructor(statusCode: number, message: string, more: { readonly param?: string; readonly code?: string } = {}) {
    super(message)
    this.statusCode = statusCode
    this.body = {
      error: { message, type: typeOf(statusCode), param: more.param ?? null, code: more.code ?? null },
    }
  }
}

/** A parameter that is not valid, or that this server does not have. */
export function badParameter(param: string, message: string, code = 'invalid_value'): ApiError {
  return new ApiError(400, message, { param, code })
}

interface Known {
  readonly status: number
  readonly code: string
  /** Where that of the table is for whoever sits at this machine. */
  readonly wayOut?: string
}

const statusOf: Partial<Record<LatentErrorCode, Known>> = {
  promptTooLong: {
    status: 400,
    code: 'context_length_exceeded',
    wayOut: 'Send less, or have the server started with a larger --context.',
  },
  grammarInvalid: { status: 400, code: 'invalid_json_schema', wayOut: 'Correct the format that the answer is to have.' },
  conversationRefused: {
    status: 400,
    code: 'conversation_refused',
    wayOut: 'Order its messages as the model was taught: most templates want user and assistant by turns.',
  },
  notReviewable: { status: 400, code: 'not_reviewable' },
  fileNotShown: { status: 403, code: 'file_not_shown' },
  engineStopped: { status: 503, code: 'engine_stopped', wayOut: 'Try again in a moment.' },
  engineGivenUp: { status: 503, code: 'engine_stopped', wayOut: 'Whoever runs the server finds more in its log.' },
}

/** What a client is told of any failure: of one that nobody foresaw, nothing but that it happened. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (isLatentError(error)) return ofLatent(error)
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string }
  const known = fastifyErrors[code ?? '']
  if (known !== undefined)
    return new ApiError(statusCode ?? 400, known, {
      code: code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'request_too_large' : 'invalid_request',
    })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new ApiError(statusCode, printable(message ?? ''))
  return unforeseen()
}

/** Of this machine's paths and files a client is told nothing: only what it can do something about has its own words. */
function ofLatent(error: LatentError): ApiError {
  const known = statusOf[error.code]
  if (known === undefined) return unforeseen()
  const { message, wayOut } = errorText(error, 'en')
  return new ApiError(known.status, printable(`${message} ${known.wayOut ?? wayOut.text}`), { code: known.code })
}

function unforeseen(): ApiError {
  return new ApiError(500, 'The server failed. Its log says more.', { code: 'internal_error' })
}

const fastifyErrors: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The address of the request is not valid.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request is larger than this server takes.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the request as application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request has no body.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body of the request is no valid JSON.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body of the request has another length than its header says.',
}

function typeOf(status: number): ErrorType {
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 404) return 'not_found_error'
  if (status === 429) return 'rate_limit_error'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
