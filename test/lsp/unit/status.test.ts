import { expect, it } from 'vitest'
import type { EngineInfo } from '../../../server/engine/engine.ts'
import { backendReason } from '../../../server/lsp/backendReason.ts'
import type { HostState } from '../../../server/lsp/engineHost.ts'
import { Status } from '../../../server/lsp/status.ts'
import type { LastCompletion, StatusParams } from '../../../server/protocol/requests.ts'

it('The status tells what became of the newest completion, and says nothing twice', () => {
  const state: HostState = { kind: 'starting' }
  const sent: StatusParams[] = []
  let last: LastCompletion | undefined
  const status = new Status({
    state: () => state,
    lastMs: () => undefined,
    lastCompletion: () => last,
    language: () => 'en',
    send: (params) => sent.push(params),
  })
  status.start()
  last = { outcome: 'nothing', reason: 'lowConfidence', confidence: 0.08 }
  status.update()
  status.update()
  expect(sent.map(({ lastCompletion }) => lastCompletion)).toEqual([undefined, last])
})

const info: EngineInfo = {
  ...{ model: 'starter', architecture: 'qwen2', backend: 'cpu', device: '2 cores', backendReason: '', contextSize: 8192 },
  ...{ calibrationKey: 'qwen2-0.5b', capabilities: { fim: true, chat: true, score: true } },
}
const llvmpipe = 'llvmpipe (LLVM 15.0.6, 256 bits)'
const refused = 'cuda: no NVIDIA driver; vulkan: no device'

/** The sentences for the user, of an engine that gives `backendReason`, on a machine with this software driver or none. */
async function detailsOf(said: string, driver: string | undefined): Promise<{ details: unknown[]; looks: number }> {
  const sent: StatusParams[] = []
  let looks = 0
  const look = async () => {
    looks += 1
    return driver
  }
  const status = new Status({
    state: () => ({ kind: 'ready', info: { ...info, backendReason: said } }),
    reason: backendReason(look),
    lastMs: () => undefined,
    language: () => 'en',
    send: (params) => sent.push(params),
  })
  status.start()
  status.update()
  await new Promise(setImmediate)
  status.update()
  return { details: sent.map(({ detail }) => detail), looks }
}

it('The status names the software driver that was left alone as soon as it is known, as the doctor does', async () => {
  expect(await detailsOf(refused, llvmpipe)).toEqual({
    details: [refused, `cuda: no NVIDIA driver; vulkan: ${llvmpipe} is a software driver, left alone on purpose`],
    looks: 1,
  })
})

it('The status says that there is no device where there is no driver, after looking once', async () => {
  expect(await detailsOf(refused, undefined)).toEqual({ details: [refused], looks: 1 })
})

it('The status does not look for a driver where the user chose the backend', async () => {
  const chosen = 'latent.engine.gpu is "off"'
  expect(await detailsOf(chosen, llvmpipe)).toEqual({ details: [chosen], looks: 0 })
})

it.each([
  ['en', /^CUDA is tried before it is used; the first time, its driver may translate .* for some minutes$/],
  ['zh', /^使用前正在试用 CUDA；/],
] as const)('The status tells of a trial that may take minutes, in the user’s language: %s', (language, told) => {
  const sent: StatusParams[] = []
  const state: HostState = { kind: 'starting', model: 'starter', trying: 'cuda' }
  const status = new Status({
    state: () => state,
    lastMs: () => undefined,
    language: () => language,
    send: (each) => sent.push(each),
  })
  status.start()
  expect(sent).toEqual([{ state: 'starting', model: 'starter', detail: expect.stringMatching(told) }])
})
