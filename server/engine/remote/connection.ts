import { readFile } from 'node:fs/promises'
import type OpenAI from 'openai'
import { openNetwork } from '../../models/network.ts'
import { reasonOf } from '../../models/reason.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { NetworkSettings } from '../../protocol/network.ts'
import { type AnswerPiece, readAnswer } from './answer.ts'
import { remoteFailure } from './failure.ts'

/** How to be let in, and by which way: asked once, when the first request is sent. */
export interface RemoteAccess {
  readonly apiKey?: string
  /** Of the editor, where there is one; what it does not set comes from the environment. */
  readonly network?: NetworkSettings
}

export interface ConnectionOptions {
  readonly limits?: ConnectionLimits
  /** Default: no key, and the environment's proxy. */
  readonly access?: () => Promise<RemoteAccess>
  /** A PEM file of authorities that are trusted beside the usual ones; empty: none. */
  readonly certificateAuthority?: string
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
 * A server that speaks OpenAI's API, and what llama.cpp, vLLM and others offer beside it. Closing a request's connection is how a server hears that its answer is no longer wanted. Every method rejects with a LatentError, or
 * with the signal's reason.
 */
export class Connection {
  /** The server's address without the API's `/v1`, and without a name and password. */
  readonly root: string
  readonly limits: ConnectionLimits
  readonly #options: ConnectionOptions
  #client: Promise<OpenAI> | undefined

  /** `url` is with or without `/v1` at its end. Throws remoteAddress where it is no address. */
  constructor(url: string, options: ConnectionOptions = {}) {
    this.root = rootOf(url)
    this.limits = options.limits ?? defaultConnectionLimits
    this.#options = options
  }

  /** The whole answer at once. */
  async ask(api: Api, body: Body, signal: AbortSignal): Promise<AnswerPiece> {
    // vLLM refuses options of a stream where there is none.
    const { stream_options: _, ...whole } = body
    return readAnswer(await this.post(`${this.root}/v1${api}`, whole, signal))
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
    this.#client.catch(() => {
      // The next request asks again.
      this.#client = undefined
    })
    return this.#client
  }

  async #open(): Promise<OpenAI> {
    // Loaded here, because most users never have a server.
    const [{ default: Client }, { fetch }] = await Promise.all([import('openai'), import('undici')])
    const { apiKey, network } = (await this.#options.access?.()) ?? {}
    const { certificateAuthority = '' } = this.#options
    const dispatcher = await openNetwork({
      env: process.env,
      timeLimits: this.limits,
      ...(network === undefined ? {} : { settings: network }),
      ...(certificateAuthority === '' ? {} : { authorities: await authoritiesIn(certificateAuthority) }),
    })
    return new Client({
      baseURL: `${this.root}/v1`,
      // Servers without keys take any.
      apiKey: apiKey ?? 'none',
      // `Replicas` tries again; it knows what waits for the answer.
      maxRetries: 0,
      timeout: 2 * this.limits.stallMs,
      logLevel: 'off',
      fetch: fetch as unknown as typeof globalThis.fetch,
      fetchOptions: { dispatcher } as object,
    })
  }
}

async function authoritiesIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw LatentError.of('remoteAuthorities', path, reasonOf(error))
  }
}

/** A server's address without the API's own `/v1`. Throws a LatentError where the text is no http address. */
function rootOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) throw LatentError.of('remoteAddress', url)
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '').replace(/\/v1$/, '')
}
