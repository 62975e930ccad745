import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { ApiError, apiErrorOf, badParameter } from './apiError.ts'
import { answerBrokenRequest, answerUnrouted } from './brokenRequest.ts'
import { registerChat } from './chat.ts'
import { registerCompletions } from './completions.ts'
import type { ServeDeps, ServeLimits, ServePlace } from './deps.ts'
import { registerEdit } from './edit.ts'
import { Gate } from './gate.ts'
import { Metrics } from './metrics.ts'
import { registerModels } from './models.ts'
import { registerReview } from './review.ts'
import { registerScore } from './score.ts'
import { type App, servedBy } from './served.ts'
import { registerStatus } from './status.ts'
import { registerTokenize } from './tokenize.ts'

/** The server, not listening yet, and the gate that ends it. */
export async function buildApp(
  deps: ServeDeps,
  place: ServePlace,
  limits: ServeLimits,
): Promise<{ readonly app: App; readonly gate: Gate }> {
  const metrics = new Metrics()
  const app: App = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnrouted,
    // Connections are looked at so often for being too slow.
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(2000, limits.headersMs / 2),
      maxHeaderSize: 16_384,
    },
    keepAliveTimeout: 60_000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  }).withTypeProvider<ZodTypeProvider>()
  app.server.maxConnections = limits.connections
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Text is what a form of a foreign page may send without asking first.
  app.removeContentTypeParser('text/plain')
  deps.engine.onFigures?.((_lane, _figures, _outcome, stoppedAfterMs) => {
    if (stoppedAfterMs !== undefined) metrics.stoppedSeconds.observe(stoppedAfterMs / 1000)
  })
  const gate = new Gate(deps, place, limits, metrics)
  gate.guard(app as unknown as FastifyInstance)
  await app.register(rateLimit, {
    keyGenerator: ({ caller }) => caller?.name ?? '',
    allowList: ({ caller, routeOptions }) => caller === undefined || routeOptions.config.works !== true,
    max: ({ caller }) => caller?.requestsPerMinute ?? 1,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { max, ttl }) => {
      metrics.refused.inc({ why: 'rate' })
      const seconds = Math.ceil(ttl / 1000)
      return new ApiError(429, `This key may ask ${max} times a minute. Try again in ${seconds} s.`, {
        code: 'rate_limit_exceeded',
      })
    },
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.works === true) gate.admit(request, reply)
  })
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.requests.inc({ route, status: reply.statusCode })
    metrics.seconds.observe({ route }, reply.elapsedTime / 1000)
    deps.log(`${request.method} ${route} ${reply.statusCode} ${Math.round(reply.elapsedTime)} ms ${request.caller?.name ?? '-'}`)
  })
  answerErrors(app, deps)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Latent',
        version: deps.version,
        description: 'A model on this machine, by the interface of OpenAI, with reviews and edits.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  })
  const served = servedBy(deps, metrics)
  await app.register(async (scope) => {
    const routes = scope as App
    registerStatus(routes, served)
    registerModels(routes, served)
    registerCompletions(routes, served)
    registerChat(routes, served)
    registerScore(routes, served)
    registerTokenize(routes, served)
    registerReview(routes, served)
    registerEdit(routes, served)
  })
  return { app, gate }
}

function answerErrors(app: App, deps: ServeDeps): void {
  app.setNotFoundHandler((request, reply) => {
    void reply
      .code(404)
      .send(new ApiError(404, `There is no ${request.method} ${request.url.split('?')[0]} here.`, { code: 'unknown_url' }).body)
  })
  app.setErrorHandler((error, request, reply) => {
    const known = hasZodFastifySchemaValidationErrors(error) ? ofValidation(error.validation) : apiErrorOf(error)
    if (known.statusCode === 500)
      deps.log(`${request.routeOptions.url} failed: ${error instanceof Error ? error.message : String(error)}`)
    void reply.code(known.statusCode).send(known.body)
  })
}

function ofValidation(problems: readonly { readonly instancePath: string; readonly message?: string }[]): ApiError {
  const [first] = problems
  const param = (first?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.')
  return badParameter(param, `${param === '' ? 'The body' : `\`${param}\``}: ${first?.message ?? 'not valid'}.`)
}
