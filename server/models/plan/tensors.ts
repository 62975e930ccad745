import type { ModelShape } from '../catalogueEntry.ts'
import type { CacheLayout } from './kvCache.ts'
import type { Matrix } from './quantisation.ts'

/** The matrices of one layer, as llama.cpp's src/models/deepseek2.cpp, qwen2.cpp and llama.cpp ask for them. */
export function layerMatrices(shape: ModelShape, layout: CacheLayout, layer: number): readonly Matrix[] {
  const { hiddenSize } = shape
  return [...attentionMatrices(shape, layout), ...feedForwardMatrices(shape, layer), { role: 'exact', row: hiddenSize, rows: 2 }]
}

function attentionMatrices({ hiddenSize, attention: a }: ModelShape, layout: CacheLayout): readonly Matrix[] {
  if (a.kind === 'grouped') {
    return [
      { role: 'attention', row: hiddenSize, rows: a.heads * a.keyDimension },
      { role: 'attention', row: hiddenSize, rows: a.kvHeads * a.keyDimension },
      { role: 'attentionValue', row: hiddenSize, rows: a.kvHeads * a.valueDimension },
      { role: 'attentionOutput', row: a.heads * a.valueDimension, rows: hiddenSize },
    ]
  }
  const plainKey = a.keyDimension - a.ropeDimensions
  const queries: readonly Matrix[] =
    a.queryLoraRank === 0
      ? [{ role: 'attention', row: hiddenSize, rows: a.heads * a.keyDimension }]
      : [
          { role: 'attention', row: hiddenSize, rows: a.queryLoraRank },
          { role: 'attention', row: a.queryLoraRank, rows: a.heads * a.keyDimension },
        ]
  const upProjection: readonly Matrix[] =
    layout === 'latent'
      ? [
          { role: 'attention', row: plainKey, rows: a.kvLoraRank * a.heads },
          { role: 'attention', row: a.kvLoraRank, rows: a.valueDimension * a.heads },
        ]
      : [{ role: 'attentionValue', row: a.kvLoraRank, rows: a.heads * (plainKey + a.valueDimension) }]
  return [
    ...queries,
    { role: 'attention', row: hiddenSize, rows: a.kvLoraRank + a.ropeDimensions },
    ...upProjection,
    { role: 'attentionOutput', row: a.heads * a.valueDimension, rows: hiddenSize },
  ]
}

function feedForwardMatrices({ hiddenSize, feedForwardSize, experts }: ModelShape, layer: number): readonly Matrix[] {
  if (experts === undefined || layer < experts.denseLayers) return network(hiddenSize, feedForwardSize, 1)
  return [
    { role: 'exact', row: hiddenSize, rows: experts.routed },
    ...network(hiddenSize, experts.feedForwardSize, experts.routed).map((matrix) => ({ ...matrix, routed: true })),
    ...network(hiddenSize, experts.feedForwardSize * experts.shared, 1),
  ]
}

function network(hiddenSize: number, size: number, count: number): readonly Matrix[] {
  return [
    { role: 'feedForward', row: hiddenSize, rows: size * count },
    { role: 'feedForward', row: hiddenSize, rows: size * count },
    { role: 'down', row: size, rows: hiddenSize * count },
  ]
}
