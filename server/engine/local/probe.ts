// dist/probe.js BACKEND [MODEL]: opens one backend, prints what it says of itself as one line of JSON, and ends. With the trial model it computes
// with it as well, after the first line, and prints what came of it as another one.

import { openGpu, openProcessor } from './backend.ts'
import type { Probe, ProbedBackend } from './backendProbe.ts'
import { computesWrongly } from './trial/compute.ts'
import { endWithParent } from './trial/endWithParent.ts'

const [, , backend, modelPath] = process.argv
const log = () => undefined
endWithParent()
await probe(backend as ProbedBackend)
process.exit(0)

async function probe(asked: ProbedBackend): Promise<void> {
  const opened = asked === 'off' ? await openProcessor(log).catch((error: Error) => error.message) : await openGpu(asked, log)
  if (typeof opened === 'string') return await tell({ kind: 'fails', reason: opened })
  const { total, free } = await opened.llama.getVramState()
  const devices = asked === 'off' ? [opened.device] : await opened.llama.getGpuDeviceNames()
  const works = { kind: 'works', devices, memory: { totalBytes: total, freeBytes: free } } as const
  await tell(works)
  if (modelPath === undefined || devices.length === 0) return
  const wrong = await computesWrongly(opened.llama, devices, modelPath).catch((error: Error) => error.message)
  await tell(wrong === undefined ? works : { kind: 'fails', reason: wrong })
}

function tell(answer: Probe): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => resolve()))
}
