import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import { processorBy } from '../../../server/models/measuredProcessor.ts'
import type { KeptMeasurement } from '../../../server/models/measurementStore.ts'
import { bestModel } from '../../../server/models/plan/best.ts'
import { machineOf } from '../../../server/models/plan/cards.ts'
import { candidatesOf } from '../../../server/models/plan/choose.ts'
import type { Machine, Processor } from '../../../server/models/plan/machine.ts'
import { bytesReadPerToken, processorOf, tokensPerSecond, usableTokensPerSecond } from '../../../server/models/plan/processor.ts'

function candidate(name: string, quantisation: string) {
  const entry = catalogue.find((each) => each.name === name)
  return (entry && candidatesOf(entry).find((each) => each.quantisation === quantisation)) ?? expect.fail(name)
}

function machine(ramGb: number, processor: Processor, freeGb = ramGb): Machine {
  const { ram, gpus } = machineOf(0, ramGb)
  return { ram: { ...ram, freeBytes: freeGb * 1e9 }, gpus, processor }
}

const best = (here: Machine) => {
  const found = bestModel(catalogue, here, {}) ?? expect.fail('none fits')
  return [found.entry.name, found.candidate.quantisation, found.speed]
}

function measured(generatedTokensPerSecond: number): KeptMeasurement {
  return {
    at: '2026-01-01T00:00:00Z',
    promptTokensPerSecond: 200,
    generatedTokensPerSecond,
    completionMs: 300,
    right: 12,
    cases: 12,
  }
}

describe('Without a graphics card the best model', () => {
  it.each([
    [1, 'starter', 'Q4_K_M'],
    [2, 'qwen2.5-coder-1.5b', 'Q4_K_M'],
    [4, 'deepseek-coder-v2-lite-instruct', 'Q6_K'],
    [16, 'deepseek-coder-v2-lite-instruct', 'Q6_K'],
  ])('of a machine with %i cores and 64 GB is one that they write usably', (cores, name, quantisation) => {
    const processor = processorOf(cores)
    expect(best(machine(64, processor)).slice(0, 2)).toEqual([name, quantisation])
    expect(tokensPerSecond(candidate(name, quantisation).model, processor)).toBeGreaterThanOrEqual(usableTokensPerSecond)
  })

  it('is the same whatever is free in this moment', () => {
    const answers = [2, 10, 30].map((free) => best(machine(32, processorOf(8), free)))
    expect(new Set(answers.map(String)).size).toBe(1)
  })

  it('leaves room for what is usually open', () => {
    expect(best(machine(16, processorOf(8)))[0]).toBe('qwen2.5-coder-1.5b')
    expect(best(machine(24, processorOf(8)))[0]).toBe('deepseek-coder-v2-lite-instruct')
  })

  it('is the quickest where none is usable', () => {
    expect(best(machine(64, { bytesPerSecond: 1e9 }))).toEqual(['starter', 'Q4_K_M', 'slow'])
  })
})

describe('A processor', () => {
  it('is told by what was measured with a model on it', () => {
    const { model } = candidate('starter', 'Q4_K_M')
    const processor = processorBy(new Map([['starter cpu', measured(39)]]), 64)
    expect(processor.bytesPerSecond).toBeCloseTo(39 * bytesReadPerToken(model))
    expect(tokensPerSecond(model, processor)).toBeCloseTo(39)
  })

  it('is told by its cores where only a graphics card or an unknown model was measured', () => {
    const others = new Map([
      ['starter cuda', measured(300)],
      ['/models/own.gguf cpu', measured(5)],
    ])
    expect(processorBy(others, 2)).toEqual(processorOf(2))
  })

  it('reads no more with more cores than its memory gives', () => {
    expect(processorOf(2).bytesPerSecond).toBe(2 * processorOf(1).bytesPerSecond)
    expect(processorOf(64)).toEqual(processorOf(16))
  })
})

describe('What a token reads', () => {
  it('of a mixture of experts are those that take part: of 16 billion parameters about 2.4', () => {
    const read = bytesReadPerToken(candidate('deepseek-coder-v2-lite-instruct', 'Q8_0').model)
    // 8.5 bits a weight; without the table of embeddings, 0.2 billion.
    expect(read / 1e9).toBeGreaterThan(2.1)
    expect(read / 1e9).toBeLessThan(2.7)
  })
})
