// dist/probe.js BACKEND: opens one backend, prints what it says of itself as one line of JSON, and ends.

import { openGpu, openProcessor } from './backend.ts'
import type { Probe, ProbedBackend } from './backendProbe.ts'

const [, , backend] = process.argv
const answer = await probe(backend as ProbedBackend)
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0))

async function probe(asked: ProbedBackend): Promise<Probe> {
  const log = () => undefined
  const opened = asked === 'off' ? await openProcessor(log).catch((error: Error) => error.message) : await openGpu(asked, log)
  if (typeof opened === 'string') return { kind: 'fails', reason: opened }
  const { total, free } = await opened.llama.getVramState()
  const devices = asked === 'off' ? [opened.device] : await opened.llama.getGpuDeviceNames()
  return { kind: 'works', devices, memory: { totalBytes: total, freeBytes: free } }
}
