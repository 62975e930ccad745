import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineAt } from '../../bench/model.ts'
import { installedReferenceServer, type ReferenceServer, startReferenceServer } from '../../bench/referenceServer.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { newEngine, starterModel } from './engines.ts'

// `.ci/run` installs it; elsewhere `node scripts/referenceServer.mjs` does.
const program = installedReferenceServer()

/** Lines whose beginnings tempt the model to spell them by other tokens than it reads them as. */
const lines = [
  '                strip.extend_cell_length(style.rich_style, width).apply_meta(meta)\n',
  '            request.url_for(name, **path_params)\n',
  "  requestClone.headers.append('msw/passthrough', 'accept')\n",
]
const prompt = { kind: 'fim', prefix: 'def render(self, request):\n', suffix: '\n\ndef close(self):\n', typed: '' } as const

if (program !== undefined)
  describe("given texts on llama.cpp's server", () => {
    let server: ReferenceServer
    const own = starterModel().then((path) => newEngine(path))
    beforeAll(async () => {
      server = await startReferenceServer(program, await starterModel(), 2)
    }, 120_000)
    afterAll(async () => {
      await (await own).dispose()
      await server.stop()
    })

    it('are weighed by the tokens that the model reads them as, like by the engine on this machine', async () => {
      const remote = engineAt(server.address)
      const [here, there] = [await weighed(await own), await weighed(remote)]
      await remote.dispose()
      expect(there.map(({ lengths }) => lengths)).toEqual(here.map(({ lengths }) => lengths))
      for (const [index, { logP }] of there.entries()) expect(Math.abs(logP - (here[index]?.logP ?? 0))).toBeLessThan(1)
    })
  })

async function weighed(engine: Engine): Promise<readonly { readonly logP: number; readonly lengths: readonly number[] }[]> {
  const request = { lane: 'user', sequence: 'review', prompt, continuations: lines } as const
  const scored = (await engine.score?.(request, AbortSignal.timeout(120_000))) ?? []
  return scored.map(({ logPs, lengths }) => ({ logP: logPs.reduce((sum, each) => sum + each, 0), lengths }))
}
