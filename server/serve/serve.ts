import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { reasonOf } from '../models/reason.ts'
import { LatentError } from '../protocol/errors.ts'
import { buildApp } from './app.ts'
import type { ServeDeps, ServeLimits, ServePlace } from './deps.ts'
import { isLoopback } from './hostNames.ts'
import type { Keys } from './keys.ts'

/**
 * Serves until the signal is aborted, then finishes what runs. `listening` gets the address. Rejects with serveNeedsKey and
 * serveAddressTaken.
 */
export async function serve(
  deps: ServeDeps,
  place: ServePlace,
  limits: ServeLimits,
  listening: (address: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await refuseOpenHost(place.host, deps.keys)
  const { app, gate } = await buildApp(deps, place, limits)
  try {
    await app.listen({ host: place.host, port: place.port, backlog: 512 })
  } catch (error) {
    throw addressTaken(place.host, place.port, error)
  }
  const { address, family, port } = app.server.address() as AddressInfo
  listening(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}`)
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await gate.drain(limits.drainMs)
  await app.close()
}

/** Rejects with serveNeedsKey where others than this machine's programs could reach an address without a key. */
export async function refuseOpenHost(host: string, keys: Keys): Promise<void> {
  if (!isLoopback(host) && (await keys.list()).length === 0) throw LatentError.of('serveNeedsKey', host)
}

/** Rejects with serveAddressTaken where nothing can listen: known in a moment, while a model takes up to minutes to load. */
export async function refuseTakenAddress(host: string, port: number): Promise<void> {
  const probe = createServer()
  try {
    await once(probe.listen({ host, port }), 'listening')
  } catch (error) {
    throw addressTaken(host, port, error)
  }
  probe.close()
  await once(probe, 'close')
}

function addressTaken(host: string, port: number, error: unknown): LatentError {
  return LatentError.of('serveAddressTaken', `${host}:${port}`, reasonOf(error))
}
