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

const mostSweeps = 5000
/** Weights that move by less than this have arrived. */
const arrived = 1e-6

/**
 * Logistic regression, evidence standardised, each feature with its prior. Each weight in turn goes to the least of a parabola that lies above
 * the loss, so that no step can make it worse; the curvature of a logistic loss is at most a quarter.
 */
export function fitLogistic(examples: readonly Example[], priors: readonly Prior[]): LogisticModel {
  const scales = priors.map(({ kind }, feature) =>
    kind === 'evidence' ? scaleOf(examples.map((each) => each.features[feature] ?? 0)) : { mean: 0, spread: 1 },
  )
  // The intercept is the weight of a feature that is always 1, and free.
  const columns = [
    ...scales.map(({ mean, spread }, feature) => examples.map(({ features }) => ((features[feature] ?? 0) - mean) / spread)),
    examples.map(() => 1),
  ]
  const free: Prior = { penalty: 0, kind: 'offset' }
  const weights = columns.map(() => 0)
  const logits = examples.map(() => 0)
  for (let sweep = 0, furthest = 1; sweep < mostSweeps && furthest > arrived; sweep += 1) {
    furthest = 0
    for (const [index, column] of columns.entries()) {
      const move = moveOf(column, weights[index] ?? 0, priors[index] ?? free, examples, logits)
      weights[index] = (weights[index] ?? 0) + move
      for (const [row, value] of column.entries()) logits[row] = (logits[row] ?? 0) + move * value
      furthest = Math.max(furthest, Math.abs(move))
    }
  }
  // Back to the features as they are.
  const plain = scales.map(({ spread }, index) => (weights[index] ?? 0) / spread)
  return {
    intercept:
      (weights.at(-1) ?? 0) -
      dot(
        plain,
        scales.map(({ mean }) => mean),
      ),
    weights: plain,
  }
}

function moveOf(
  column: readonly number[],
  weight: number,
  { penalty, kind }: Prior,
  examples: readonly Example[],
  logits: readonly number[],
): number {
  let gradient = penalty * weight
  let curvature = penalty
  for (const [row, example] of examples.entries()) {
    const value = column[row] ?? 0
    gradient += example.weight * (sigmoid(logits[row] ?? 0) - (example.right ? 1 : 0)) * value
    curvature += (example.weight * value ** 2) / 4
  }
  const moved = weight - gradient / (curvature || 1)
  return (kind === 'evidence' ? Math.max(0, moved) : moved) - weight
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
