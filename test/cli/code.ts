/** A loop that runs once too often, which the starter model finds: the fault is on line 4. */
export const faulty = `/** The sum of all values. */
export function sum(values: readonly number[]): number {
  let total = 0
  for (let i = 0; i <= values.length; i++) {
    total += values[i] ?? 0
  }
  return total
}
`

/** The same without the fault. */
export const sound = faulty.replace('<=', '<')
