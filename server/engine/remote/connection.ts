import type OpenAI from 'openai'
import { LatentError } from '../../protocol/errors.ts'
import { type AnswerPiece, readAnswer } from './answer.ts'
import { remoteFailure } from './failure.ts'

/** Where a server is, and how to be let in. */
export interface Endpoint {
  /** With or without `/v1` at its end. */
  readonly url: string
  /** Of the model, as the server calls it. Empty: the first one that it has. */
  readonly model: string
  readonly apiKey?: string
}

export interface ConnectionLimits {
  readonly connectMs: number
  /** Without an answer, or without a byte of one under way. A long prompt is evaluated in this time. */
  readonly stallMs: number
}

export const defaultConnectionLimits: ConnectionLimits = { connectMs: 5_000, stallMs: 60_000 }

type Body = Readonly<Record<string, unknown>>
type Api = '/completions' | '/chat/completions'

/**
 * A server that speaks OpenAI's API, and what llama.cpp, vLLM and others offer beside it. Proxies are those of HTTPS_PROXY and NO_PROXY;
 * closing a request's connection is how a server hears that its answer is no longer wanted. Every method rejects with a LatentError, or
 * with the signal's reason.
 */
export class Connection {
  readonly root: string
  readonly #limits: ConnectionLimits
  readonly #apiKey: string | undefined
  #client: Promise<OpenAI> | undefined

  constructor(endpoint: Endpoint, limits: ConnectionLimits = defaultConnectionLimits) {
    this.root = rootOf(endpoint.url)
    this.#limits = limits
    this.#apiKey = endpoint.apiKey
  }

  /** The whole answer at once. */
  async ask(api: Api, body: Body, signal: AbortSignal): Promise<AnswerPiece> {
    return readAnswer(await this.post(`${this.root}/v1${api}`, body, signal))
  }

  /** The answer as it comes. Whoever stops reading closes the request. */
  async *stream(api: Api, body: Body, signal: AbortSignal): AsyncIterable<AnswerPiece> {
    const sent = { stream_options: { include_usage: true }, ...body, stream: true }
    try {
      const client = await this.#opened()
      const options = { body: sent, stream: true, signal: AbortSignal.any([signal]) }
      const stream = await client.post<AsyncIterable<unknown>>(`${this.root}/v1${api}`, options)
      for await (const piece of stream) yield readAnswer(piece)
      // The client ends a stream that was aborted as if it had come to its end.
      signal.throwIfAborted()
    } catch (error) {
      throw remoteFailure(error, this.root, signal)
    }
  }

  /** The answer to a request outside of OpenAI's API; its path is from the server's root. */
  async post(url: string, body: Body, signal: AbortSignal): Promise<unknown> {
    return await this.#settled((client, until) => client.post<unknown>(this.#absolute(url), { body, signal: until }), signal)
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    return await this.#settled((client, until) => client.get<unknown>(this.#absolute(path), { signal: until }), signal)
  }

  async #settled(request: (client: OpenAI, until: AbortSignal) => PromiseLike<unknown>, signal: AbortSignal): Promise<unknown> {
    try {
      // The client never takes its listener off again: a signal that lives long would gather them.
      return await request(await this.#opened(), AbortSignal.any([signal]))
    } catch (error) {
      throw remoteFailure(error, this.root, signal)
    }
  }

  #absolute(path: string): string {
    return path.startsWith('/') ? this.root + path : path
  }

  #opened(): Promise<OpenAI> {
    this.#client ??= this.#open()
    return this.#client
  }

  async #open(): Promise<OpenAI> {
    // Loaded here, because most users never have a server.
    const [{ default: Client }, { EnvHttpProxyAgent, fetch }] = await Promise.all([import('openai'), import('undici')])
    const dispatcher = new EnvHttpProxyAgent({
      connect: { timeout: this.#limits.connectMs },
      headersTimeout: this.#limits.stallMs,
      bodyTimeout: this.#limits.stallMs,
    })
    return new Client({
      baseURL: `${this.root}/v1`,
      // Servers without keys take any.
      apiKey: this.#apiKey ?? 'none',
      // Attempts are `RetryingConnection`'s business, which knows what waits for the answer.
      maxRetries: 0,
      timeout: 2 * this.#limits.stallMs,
      logLevel: 'off',
      fetch: fetch as unknown as typeof globalThis.fetch,
      fetchOptions: { dispatcher } as object,
    })
  }
}

/** A server's address without the API's own `/v1`. Throws a LatentError where the text is no http address. */
function rootOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) throw LatentError.of('remoteAddress', url)
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '').replace(/\/v1$/, '')
}
