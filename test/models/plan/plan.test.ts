import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import { bestModel } from '../../../server/models/plan/best.ts'
import { machineOf, usualCards } from '../../../server/models/plan/cards.ts'
import { type Candidate, candidatesOf, chooseCandidate, expertsInRam } from '../../../server/models/plan/choose.ts'
import { kvCacheBytesPerToken } from '../../../server/models/plan/kvCache.ts'
import { type Machine, usableGpuBytes, usableRamBytes } from '../../../server/models/plan/machine.ts'
import { fits, type MemoryPlan, planModel, type Wishes } from '../../../server/models/plan/plan.ts'
import { allLayers, bytesOf, type PlannedModel } from '../../../server/models/plan/use.ts'
import { weightBytes } from '../../../server/models/plan/weights.ts'

const candidates = (name: string): readonly Candidate[] =>
  candidatesOf(catalogue.find((entry) => entry.name === name) ?? never(name))
const never = (name: string) => {
  throw new Error(`${name} is not in the catalogue`)
}
const lite = candidates('deepseek-coder-v2-lite-instruct')

function chosen(models: readonly Candidate[], machine: Machine, wishes: Wishes = {}) {
  const choice = chooseCandidate(models, machine, wishes)
  if (choice?.kind !== 'fits') throw new Error('it does not fit')
  return choice
}

function checkAddsUp(model: PlannedModel, plan: MemoryPlan, machine: Machine): void {
  const { gpu, ram } = plan.use
  expect(gpu.weights + ram.weights).toBeCloseTo(weightBytes(model.weights), -1)
  const { contextTokens, sequences, kvCacheType } = plan.options
  const cache = kvCacheBytesPerToken(model.shape, kvCacheType, model.layout) * contextTokens * sequences
  expect(gpu.kvCache + ram.kvCache).toBeCloseTo(cache, -1)
  expect(bytesOf(gpu)).toBeLessThanOrEqual(usableGpuBytes(machine))
  expect(bytesOf(ram)).toBeLessThanOrEqual(usableRamBytes(machine))
}

describe('DeepSeek-Coder-V2-Lite', () => {
  it.each([
    [40, 32, 'Q6_K', 'gpu', 'f16'],
    [24, 32, 'Q6_K', 'gpu', 'f16'],
    [16, 32, 'Q6_K', 'gpu', 'q8_0'],
    [12, 32, 'Q4_K_M', 'gpu', 'q8_0'],
    [8, 32, 'Q4_K_M', 'split', 'f16'],
    [0, 32, 'Q6_K', 'processor', 'f16'],
  ] as const)(
    'with %i GB on the card and %i GB beside it is loaded as %s on the %s, its cache in %s',
    (vram, ram, quantisation, where, type) => {
      const machine = machineOf(vram, ram)
      const { candidate, plan } = chosen(lite, machine)
      expect([candidate.quantisation, plan.where, plan.options.kvCacheType]).toEqual([quantisation, where, type])
      checkAddsUp(candidate.model, plan, machine)
    },
  )

  it('takes the 15 GB that are published of it, and a gigabyte for 32,768 tokens', () => {
    const { plan } = chosen(lite, machineOf(24, 32), { contextTokens: 32_768, sequences: 1 })
    expect(plan.use.gpu.kvCache / 1e9).toBeCloseTo(1.02, 2)
    expect((plan.use.gpu.weights + plan.use.ram.weights) / 1e9).toBeCloseTo(14.07, 2)
  })

  it('moves the most layers to a card that takes not all of them', () => {
    const machine = machineOf(8, 32)
    const { candidate, plan } = chosen(lite, machine)
    const more = planModel(candidate.model, machine, {
      gpuLayers: plan.options.gpuLayers + 1,
      contextTokens: plan.options.contextTokens,
    })
    expect(more).toBeUndefined()
    expect(plan.options.gpuLayers).toBeGreaterThan(allLayers(candidate.model.shape) / 2)
  })

  it('is advised to keep experts in memory on a server, until the rest fits', () => {
    const [model] = [lite.at(-1)?.model].filter((each) => each !== undefined)
    if (model === undefined) throw new Error('no candidate')
    const layers = expertsInRam(model, machineOf(8, 32), {})
    expect(layers).toBeGreaterThan(0)
    expect(layers).toBeLessThan(model.shape.layers)
    expect(expertsInRam(model, machineOf(24, 32), {})).toBeUndefined()
    expect(expertsInRam(model, machineOf(2, 4), {})).toBeUndefined()
  })
})

describe('what does not fit', () => {
  it('says what it needs, and fits with a shorter context where that is enough', () => {
    const machine = machineOf(16, 16)
    const choice = chooseCandidate(candidates('qwen2.5-coder-14b'), machine, {
      contextTokens: 32_768,
      sequences: 8,
      kvCacheType: 'f16',
    })
    if (choice?.kind !== 'tooBig' || choice.nearest === undefined)
      throw new Error('it should not fit, and something near it should')
    expect(bytesOf(choice.needs.use.gpu)).toBeGreaterThan(usableGpuBytes(machine))
    expect(fits(choice.nearest.plan, machine)).toBe(true)
    expect(choice.nearest.without).not.toContain('sequences')
    checkAddsUp(choice.nearest.candidate.model, choice.nearest.plan, machine)
  })

  it('has the longest context that fits', () => {
    const machine = machineOf(12, 16)
    const wishes = { contextTokens: 131_072, kvCacheType: 'f16' } as const
    const choice = chooseCandidate(lite.slice(-1), machine, { ...wishes, gpuLayers: 28 })
    if (choice?.kind !== 'tooBig' || choice.nearest === undefined) throw new Error('it should not fit')
    const { candidate, plan } = choice.nearest
    const longer = {
      ...wishes,
      gpuLayers: 28,
      kvCacheType: plan.options.kvCacheType,
      contextTokens: plan.options.contextTokens + 1024,
    }
    expect(planModel(candidate.model, machine, longer)).toBeUndefined()
  })

  it('has nothing near it where the weights alone are too much', () => {
    const choice = chooseCandidate(candidates('deepseek-v2-chat'), machineOf(24, 32), { kvCacheType: 'q5_1' })
    expect(choice).toMatchObject({ kind: 'tooBig' })
    expect(choice).not.toHaveProperty('nearest')
  })
})

describe('wishes', () => {
  it('are kept', () => {
    const wishes = { contextTokens: 8192, sequences: 3, kvCacheType: 'q4_0', gpuLayers: 20 } as const
    expect(chosen(lite, machineOf(40, 64), wishes).plan.options).toMatchObject(wishes)
  })

  it('never go beyond what the model was trained for', () => {
    expect(chosen(candidates('starter'), machineOf(24, 32), { contextTokens: 1_000_000 }).plan.options.contextTokens).toBe(32_768)
  })

  it('for a quantised cache need flash attention', () => {
    const { plan } = chosen(lite, machineOf(40, 64), { kvCacheType: 'q8_0', flashAttention: false })
    expect(plan.options.kvCacheType).toBe('f16')
  })
})

describe('the best model', () => {
  it.each(usualCards)('for $name fits and adds up', ({ machine }) => {
    const best = bestModel(catalogue, machine, {})
    if (best === undefined) throw new Error('none fits')
    checkAddsUp(best.candidate.model, best.plan, machine)
  })

  it('grows with the card', () => {
    const sizes = [8, 24, 8 * 80].map((vram) => bestModel(catalogue, machineOf(vram, 512), {})?.entry.parameters.total ?? 0)
    expect(sizes).toEqual([7, 16, 236])
  })

  it('is none on a machine with next to no memory', () => {
    expect(bestModel(catalogue, machineOf(0, 0.5), {})).toBeUndefined()
  })

  it('without a card is one of which a token reads little', () => {
    expect(bestModel(catalogue, machineOf(0, 512), {})?.entry.parameters.active).toBeLessThan(3)
  })
})
