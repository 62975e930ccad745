import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ApiError } from './apiError.ts'
import type { ServeDeps } from './deps.ts'
import type { Metrics } from './metrics.ts'

/** The server as its routes see it. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What the routes share. */
export interface Served {
  readonly deps: ServeDeps
  readonly metrics: Metrics
  /** Names who asks, for the turns. */
  clientOf(request: FastifyRequest, user: string | null | undefined): string
  /** Tells the metrics when the first text is there. */
  timer(request: FastifyRequest): { readonly key: string; first(): void }
}

/** What the routes work with. */
export function servedBy(deps: ServeDeps, metrics: Metrics): Served {
  return {
    deps,
    metrics,
    clientOf: ({ caller }, user) => (caller?.name === 'local' ? `local ${user ?? ''}` : `key ${caller?.name ?? ''}`),
    timer: (request) => {
      const startedAt = deps.now()
      let isFirst = true
      return {
        key: request.caller?.name ?? '',
        first: () => {
          if (isFirst)
            metrics.firstTokenSeconds.observe({ route: request.routeOptions.url ?? '' }, (deps.now() - startedAt) / 1000)
          isFirst = false
        },
      }
    },
  }
}

/** Refuses a name that is not the model's. */
export function refuseOtherModel(asked: string, model: string): void {
  if (asked !== model)
    throw new ApiError(404, `There is no model "${asked}" here, only "${model}".`, { param: 'model', code: 'model_not_found' })
}
