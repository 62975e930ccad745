import type { AddressInfo } from 'node:net'
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
    throw LatentError.of('serveAddressTaken', `${place.host}:${place.port}`, reasonOf(error))
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
