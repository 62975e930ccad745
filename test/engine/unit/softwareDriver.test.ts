import { describe, expect, it } from 'vitest'
import type { EngineOptions } from '../../../server/engine/local/messages.ts'
import { suitedTo } from '../../../server/engine/local/softwareDriver.ts'

const asked: EngineOptions = {
  modelName: 'starter',
  modelPath: '/models/starter.gguf',
  gpu: 'vulkan',
  gpuLayers: -1,
  contextSize: 4096,
  kvCacheType: 'q8_0',
  flashAttention: 'auto',
}

describe('The options for a backend', () => {
  it('are those that were asked for on a card', () => {
    for (const device of ['AMD Radeon RX 7900 XTX (RADV NAVI31)', '8 cores']) expect(suitedTo({ device }, asked)).toBe(asked)
  })

  it('leave out on a software driver what llama.cpp takes growing scratch memory for', () => {
    const suited = suitedTo({ device: 'llvmpipe (LLVM 15.0.6, 256 bits)' }, asked)
    expect(suited).toEqual({ ...asked, flashAttention: 'off', kvCacheType: 'f16' })
  })

  it('have one user of a server after the other on a software driver', () => {
    const parallelOn = (parallel: number) => suitedTo({ device: 'llvmpipe' }, { ...asked, parallel }).parallel
    expect([0, 1, 8].map(parallelOn)).toEqual([0, 1, 1])
  })
})
