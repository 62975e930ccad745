import { expect, it } from 'vitest'
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
