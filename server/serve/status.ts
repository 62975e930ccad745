import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { ApiError } from './apiError.ts'
import type { App, Served } from './served.ts'

/** An engine that is ready says so at once. */
const longestInfoMs = 1000

/** `GET /healthz`, `/metrics` and `/openapi.json`. */
export function registerStatus(app: App, { deps, metrics }: Served): void {
  app.get(
    '/healthz',
    {
      config: { open: true },
      schema: { summary: 'Whether the model is ready', security: [], response: { 200: z.object({ status: z.literal('ok') }) } },
    },
    async () => {
      const ready = await Promise.race([
        deps.engine.info().catch(() => undefined),
        wait(longestInfoMs, undefined, { ref: false }),
      ])
      if (ready === undefined) throw new ApiError(503, 'The model is not ready.', { code: 'not_ready' })
      return { status: 'ok' as const }
    },
  )
  app.get('/metrics', { schema: { summary: 'Counts and times for Prometheus' } }, async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  app.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
    reply.send(app.swagger()),
  )
}
