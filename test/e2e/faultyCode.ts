/** Two faults that the starter model is very sure of, and a third, the loop that leaves out every other value, a little less. */
export const faulty = `/** The sum of all values. */
export function sum(values) {
  let total = 0
  for (let i = 0; i < values.length; i += 2) {
    total += values[i]
  }
  return total
}

/** The mean of all values, or 0 where there are none. */
export function mean(values) {
  if (values.length === 0) return 0
  return sum(values) * values.length
}

/** A time as minutes and seconds, such as 3:07. */
export function formatTime(totalSeconds) {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return \`\${minutes}:\${String(minutes).padStart(2, '0')}\`
}
`
