import type { ModelShape } from '../catalogueEntry.ts'
import type { CacheLayout } from './kvCache.ts'
import { type Matrix, matrixBytes, type Quantisation } from './quantisation.ts'
import { layerMatrices } from './tensors.ts'

/** Bytes of a model's weights by where they can lie. */
export interface WeightBytes {
  /** The table of token embeddings, which llama.cpp keeps in the machine's memory always. */
  readonly input: number
  readonly layers: readonly number[]
  /** Of each layer's bytes, those of the routed experts. */
  readonly experts: readonly number[]
  /** The matrix in front of the logits. */
  readonly output: number
  /** The file has one matrix for both ends: on a graphics card the output is a copy, in the machine's memory it takes nothing. */
  readonly outputIsInput: boolean
}

/** All of them together, in bytes. */
export function weightBytes({ input, layers, output, outputIsInput }: WeightBytes): number {
  return input + sum(layers) + (outputIsInput ? 0 : output)
}

/**
 * What a quantisation of a model takes, by the rules with which llama.cpp quantises. Right to a percent for the published files of the
 * catalogue (test/models/plan/weights.test.ts). `fileBytes`: the size of the file where it is known, to which all is scaled then.
 */
export function weightsOfShape(
  shape: ModelShape,
  quantisation: Quantisation,
  layout: CacheLayout = 'latent',
  fileBytes?: number,
): WeightBytes {
  const { layers, hiddenSize, vocabulary } = shape
  const bytes = (matrix: Matrix, layer = 0) => matrixBytes(matrix, quantisation, layer, layers)
  const ofLayers = Array.from({ length: layers }, (_, layer) => layerMatrices(shape, layout, layer))
  const bytesOf = (matrices: readonly Matrix[], layer: number) => sum(matrices.map((matrix) => bytes(matrix, layer)))
  const weights: WeightBytes = {
    input: bytes({ role: 'embedding', row: hiddenSize, rows: vocabulary }),
    layers: ofLayers.map(bytesOf),
    experts: ofLayers.map((matrices, layer) =>
      bytesOf(
        matrices.filter(({ routed }) => routed === true),
        layer,
      ),
    ),
    output: bytes({ role: 'output', row: hiddenSize, rows: vocabulary }),
    outputIsInput: false,
  }
  return fileBytes === undefined ? weights : scaled(weights, fileBytes / weightBytes(weights))
}

function scaled(weights: WeightBytes, factor: number): WeightBytes {
  const scale = (bytes: number) => bytes * factor
  const { input, layers, experts, output } = weights
  return { ...weights, input: scale(input), layers: layers.map(scale), experts: experts.map(scale), output: scale(output) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
