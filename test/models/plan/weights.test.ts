import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import { quantisationNamed } from '../../../server/models/plan/quantisation.ts'
import { weightBytes, weightsOfShape } from '../../../server/models/plan/weights.ts'

const published = catalogue.flatMap(({ name, shape, files }) =>
  files.flatMap(({ quantisation, bytes }) => {
    const known = quantisationNamed(quantisation)
    return shape === undefined || known === undefined || bytes === undefined ? [] : [{ name, quantisation: known, shape, bytes }]
  }),
)

describe('the size of a file follows from the numbers of the model', () => {
  it('of enough files to say so', () => {
    expect(published.length).toBeGreaterThanOrEqual(8)
  })

  // The starter's file has its vocabulary of 6 MB on top of 0.5 GB.
  it.each(published)('$name $quantisation to 1.3 %', ({ shape, quantisation, bytes }) => {
    const error = weightBytes(weightsOfShape(shape, quantisation)) / bytes - 1
    expect(Math.abs(error)).toBeLessThan(0.013)
  })
})

describe('weights by layer', () => {
  const { shape } = catalogue.find(({ name }) => name === 'deepseek-v2-lite-chat') ?? {}
  if (shape === undefined) throw new Error('the model is not in the catalogue')

  it('add up to the file where its size is known', () => {
    expect(weightBytes(weightsOfShape(shape, 'Q6_K', 'latent', 14_000_000_000))).toBeCloseTo(14_000_000_000, -1)
  })

  it('have experts in every layer but the dense ones, and those are most of it', () => {
    const { layers, experts } = weightsOfShape(shape, 'Q4_K_M')
    expect(experts[0]).toBe(0)
    for (let layer = 1; layer < layers.length; layer++) {
      expect((experts[layer] ?? 0) / (layers[layer] ?? 1)).toBeGreaterThan(0.9)
    }
  })

  it('are larger with more bits', () => {
    const sizes = (['F16', 'Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M'] as const).map((quantisation) =>
      weightBytes(weightsOfShape(shape, quantisation)),
    )
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  })
})
