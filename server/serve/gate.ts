import { setMaxListeners } from 'node:events'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from './apiError.ts'
import type { ServeDeps, ServeLimits, ServePlace } from './deps.ts'
import { isLoopback, isOwnHost } from './hostNames.ts'
import type { Metrics } from './metrics.ts'

/** Who asks, and what they may. */
export interface Caller {
  readonly name: string
  readonly requestsPerMinute: number
  readonly parallel: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; undefined before the key was looked at, and where none is needed. */
    caller: Caller | undefined
    /** Aborted when the client closes the connection, or the server has to end. */
    ending: AbortSignal
  }
  interface FastifyContextConfig {
    /** Answered without a key. Default false. */
    readonly open?: boolean
    /** Costs the engine something, so that it counts for the limits. Default false. */
    readonly works?: boolean
  }
}

/** Programs of this machine, where no key was made. */
const localCaller: Caller = { name: 'local', requestsPerMinute: Number.MAX_SAFE_INTEGER, parallel: Number.MAX_SAFE_INTEGER }

/** Lets requests in, or says why not: whom they come from, how many at a time, and whether the server is ending. */
export class Gate {
  readonly #deps: Pick<ServeDeps, 'keys'>
  readonly #place: ServePlace
  readonly #limits: ServeLimits
  readonly #metrics: Metrics
  readonly #underWay = new Map<AbortController, string>()
  #ending = false
  #onEmpty: () => void = () => undefined

  constructor(deps: Pick<ServeDeps, 'keys'>, place: ServePlace, limits: ServeLimits, metrics: Metrics) {
    this.#deps = deps
    this.#place = place
    this.#limits = limits
    this.#metrics = metrics
  }

  /** Puts itself in front of every route. */
  guard(app: FastifyInstance): void {
    app.decorateRequest('caller', undefined)
    app.decorateRequest('ending', undefined as unknown as AbortSignal)
    app.addHook('onRequest', (request, reply) => this.#check(request, reply))
  }

  /** Counts a request that costs the engine something, until it is answered or its client is gone. */
  admit(request: FastifyRequest, reply: FastifyReply): void {
    const { name, parallel } = request.caller ?? localCaller
    const ofCaller = [...this.#underWay.values()].filter((each) => each === name).length
    if (ofCaller >= parallel)
      throw this.#refused(
        'parallel',
        new ApiError(429, `This key may have ${parallel} requests under way.`, { code: 'too_many_parallel_requests' }),
      )
    if (this.#underWay.size >= this.#limits.underWay)
      throw this.#refused(
        'overloaded',
        new ApiError(503, 'The server has too much to do. Try again later.', { code: 'overloaded' }),
      )
    const controller = new AbortController()
    // Each text of a request and each wait listens to it.
    setMaxListeners(0, controller.signal)
    this.#underWay.set(controller, name)
    this.#metrics.underWay.set(this.#underWay.size)
    request.ending = controller.signal
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) controller.abort(new ApiError(499, 'The client closed the connection.'))
      this.#underWay.delete(controller)
      this.#metrics.underWay.set(this.#underWay.size)
      if (this.#underWay.size === 0) this.#onEmpty()
    })
  }

  /** From now on everything is refused; resolves when nothing runs any more, at the latest after `drainMs`, when what runs was cut off. */
  async drain(drainMs: number): Promise<void> {
    this.#ending = true
    if (this.#underWay.size === 0) return
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve
    })
    const timer = setTimeout(() => {
      for (const controller of this.#underWay.keys())
        controller.abort(new ApiError(503, 'The server is ending.', { code: 'ending' }))
    }, drainMs)
    await empty
    clearTimeout(timer)
  }

  async #check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { open = false } = request.routeOptions.config
    if (!isOwnHost(request.headers.host, this.#place.names))
      throw this.#refused(
        'host',
        new ApiError(403, 'This server is not called by that name. `latent serve --name NAME` allows another.', {
          code: 'wrong_host',
        }),
      )
    // Only pages in browsers send it, and none has any business here.
    if (request.headers.origin !== undefined)
      throw this.#refused('origin', new ApiError(403, 'Pages of browsers are not answered.', { code: 'cross_origin' }))
    if (this.#ending) {
      void reply.header('connection', 'close').header('retry-after', '5')
      throw this.#refused('ending', new ApiError(503, 'The server is ending.', { code: 'ending' }))
    }
    if (!open) request.caller = await this.#callerOf(request)
  }

  async #callerOf(request: FastifyRequest): Promise<Caller> {
    const [, sent] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
    if (isLoopback(this.#place.host) && (await this.#deps.keys.isEmpty())) return localCaller
    if (sent === undefined)
      throw this.#refused(
        'noKey',
        new ApiError(401, 'Send a key of this server as `Authorization: Bearer KEY`.', { code: 'missing_api_key' }),
      )
    const key = await this.#deps.keys.find(sent)
    if (key === undefined)
      throw this.#refused('wrongKey', new ApiError(401, 'This key is not known here.', { code: 'invalid_api_key' }))
    const { requestsPerMinute, parallelPerKey } = this.#limits
    return {
      name: key.name,
      requestsPerMinute: key.requestsPerMinute ?? requestsPerMinute,
      parallel: key.parallel ?? parallelPerKey,
    }
  }

  #refused(why: string, error: ApiError): ApiError {
    this.#metrics.refused.inc({ why })
    return error
  }
}
