/** One observation: features, whether it was right, and how much it counts. */
export interface Example {
  readonly features: readonly number[]
  readonly right: boolean
  readonly weight: number
}

export interface LogisticModel {
  readonly intercept: number
  readonly weights: readonly number[]
}

const steps = 20_000
const rate = 0.05

/**
 * Logistic regression by gradient descent on standardised features, with an L2 penalty on the weights. Weights of evidence are kept from
 * turning against what they are evidence for: with some dozen examples a negative weight of an odds is chance.
 */
export function fitLogistic(examples: readonly Example[], penalty: number): LogisticModel {
  const count = examples[0]?.features.length ?? 0
  const scales = Array.from({ length: count }, (_, feature) => scaleOf(examples.map((each) => each.features[feature] ?? 0)))
  const rows = examples.map(({ features }) =>
    features.map((value, feature) => (value - (scales[feature]?.mean ?? 0)) / (scales[feature]?.spread ?? 1)),
  )
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  let intercept = 0
  let weights = scales.map(() => 0)
  for (let step = 0; step < steps; step += 1) {
    const gradient = weights.map((weight) => (penalty * weight) / total)
    let interceptGradient = 0
    for (const [index, { right, weight }] of examples.entries()) {
      const row = rows[index] ?? []
      const error = (weight * (sigmoid(intercept + dot(weights, row)) - (right ? 1 : 0))) / total
      interceptGradient += error
      for (const [feature, value] of row.entries()) gradient[feature] = (gradient[feature] ?? 0) + error * value
    }
    intercept -= rate * interceptGradient
    weights = weights.map((weight, feature) => Math.max(0, weight - rate * (gradient[feature] ?? 0)))
  }
  // Back to the features as they are.
  const plain = weights.map((weight, feature) => weight / (scales[feature]?.spread ?? 1))
  return {
    intercept:
      intercept -
      dot(
        plain,
        scales.map(({ mean }) => mean),
      ),
    weights: plain,
  }
}

export function probability({ intercept, weights }: LogisticModel, features: readonly number[]): number {
  return sigmoid(intercept + dot(weights, features))
}

function scaleOf(values: readonly number[]): { readonly mean: number; readonly spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, spread: Math.sqrt(variance) || 1 }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
