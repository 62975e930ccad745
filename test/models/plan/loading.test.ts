import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import { machineOf } from '../../../server/models/plan/cards.ts'
import { candidatesOf, inOldLayout } from '../../../server/models/plan/choose.ts'
import { planLoading } from '../../../server/models/plan/loading.ts'
import type { Machine } from '../../../server/models/plan/machine.ts'
import { fits } from '../../../server/models/plan/plan.ts'
import { allLayers, bytesOf } from '../../../server/models/plan/use.ts'

const entry = (name: string) => catalogue.find((each) => each.name === name) ?? expect.fail(name)
const candidate = (name: string, quantisation: string) =>
  candidatesOf(entry(name)).find((each) => each.quantisation === quantisation) ?? expect.fail(quantisation)
const lite = candidate('deepseek-coder-v2-lite-instruct', 'Q6_K')
const starter = candidatesOf(entry('starter'))[0] ?? expect.fail('starter')

/** A machine on which other programs leave so many GB of the card free. */
function withFree(vramGb: number, freeGb: number): Machine {
  const machine = machineOf(vramGb, 64)
  return { ...machine, gpus: machine.gpus.map((gpu) => ({ ...gpu, freeBytes: freeGb * 1e9 })) }
}

describe('A model is loaded into the memory that is free', () => {
  it('with a long exact context where the card is empty', () => {
    const { where, options } = planLoading(lite.model, withFree(24, 24), {})
    expect({ where, ...options }).toMatchObject({ where: 'gpu', gpuLayers: 28, contextTokens: 16_384, kvCacheType: 'f16' })
  })

  it('with a smaller cache, then with fewer layers on the card, as other programs take more of it', () => {
    const plans = [24, 16, 8].map((free) => planLoading(lite.model, withFree(24, free), {}))
    expect(plans.map(({ options }) => options.kvCacheType)).toEqual(['f16', 'q8_0', 'f16'])
    expect(plans.map(({ where }) => where)).toEqual(['gpu', 'gpu', 'split'])
    for (const [index, free] of [24, 16, 8].entries())
      expect(bytesOf(plans[index]?.use.gpu ?? expect.fail())).toBeLessThan(free * 1e9)
  })

  it('with a smaller cache where the file is of the old layout, whose cache is nine times as large', () => {
    const old = inOldLayout(lite)
    const { options, use, where } = planLoading(old.model, withFree(24, 24), {})
    expect({ where, ...options }).toMatchObject({ where: 'gpu', contextTokens: 16_384, kvCacheType: 'q8_0' })
    expect(use.gpu.kvCache).toBeCloseTo((276_480 * 34 * 2 * 16_384) / 64, -1)
    expect(planLoading(old.model, withFree(24, 16), {}).options.contextTokens).toBeLessThan(16_384)
  })

  it('with a context that a processor can read', () => {
    expect(planLoading(lite.model, machineOf(0, 32), {}).options).toMatchObject({ gpuLayers: 0, contextTokens: 4096 })
  })

  it('with sequences for documents of late where there is room for them, else with two', () => {
    expect(planLoading(starter.model, machineOf(0, 8), {}).options.sequences).toBe(5)
    expect(planLoading(lite.model, withFree(24, 24), {}).options.sequences).toBe(2)
  })

  it('by the settings, which win where they are set, whether it fits or not', () => {
    const wishes = { kvCacheType: 'q4_0', contextTokens: 8192, gpuLayers: 3 } as const
    expect(planLoading(lite.model, withFree(24, 24), wishes).options).toMatchObject(wishes)
    const crowded = withFree(24, 2)
    const all = { kvCacheType: 'f16', contextTokens: 131_072, gpuLayers: allLayers(lite.model.shape) } as const
    const plan = planLoading(lite.model, crowded, all)
    expect(plan.options).toMatchObject(all)
    expect(fits(plan, crowded)).toBe(false)
  })

  it('counts what lies on a card without memory of its own against the memory of the machine', () => {
    const machine = machineOf(16, 16)
    expect(planLoading(lite.model, machine, {}).where).toBe('gpu')
    const { use, where } = planLoading(lite.model, { ...machine, unified: true }, {})
    expect(where === 'gpu' && bytesOf(use.gpu) + bytesOf(use.ram) > 0.8 * 16e9).toBe(false)
  })
})
