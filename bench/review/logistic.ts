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

/** What is known of a feature's weight before any example is seen. */
export interface Prior {
  /** L2 penalty: how strongly the weight is held at 0. */
  readonly penalty: number
  /**
   * `evidence` is measured on its own scale, and kept from turning against what it is evidence for: with few examples a negative weight of
   * an odds is chance. An `offset` is 1 for some examples and 0 for the others; the fewer they are, the stronger it is held.
   */
  readonly kind: 'evidence' | 'offset'
}

const steps = 20_000
const rate = 0.05

/** Logistic regression by gradient descent, evidence standardised, each feature with its prior. */
export function fitLogistic(examples: readonly Example[], priors: readonly Prior[]): LogisticModel {
  const scales = priors.map(({ kind }, feature) =>
    kind === 'evidence' ? scaleOf(examples.map((each) => each.features[feature] ?? 0)) : { mean: 0, spread: 1 },
  )
  const rows = examples.map(({ features }) =>
    features.map((value, feature) => (value - (scales[feature]?.mean ?? 0)) / (scales[feature]?.spread ?? 1)),
  )
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  let intercept = 0
  let weights = priors.map(() => 0)
  for (let step = 0; step < steps; step += 1) {
    const gradient = weights.map((weight, feature) => ((priors[feature]?.penalty ?? 0) * weight) / total)
    let interceptGradient = 0
    for (const [index, { right, weight }] of examples.entries()) {
      const row = rows[index] ?? []
      const error = (weight * (sigmoid(intercept + dot(weights, row)) - (right ? 1 : 0))) / total
      interceptGradient += error
      for (const [feature, value] of row.entries()) gradient[feature] = (gradient[feature] ?? 0) + error * value
    }
    intercept -= rate * interceptGradient
    weights = weights.map((weight, feature) => {
      const moved = weight - rate * (gradient[feature] ?? 0)
      return priors[feature]?.kind === 'evidence' ? Math.max(0, moved) : moved
    })
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

/** 0 to 1. */
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
