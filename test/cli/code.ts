/** Shows minutes where the seconds belong, which the starter model finds: the fault is on line 5. */
export const faulty = `/** Minutes and seconds, such as 3:07. */
export function clock(totalSeconds: number): string {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return \`\${minutes}:\${String(minutes).padStart(2, '0')}\`
}
`

/** The same without the fault. */
export const sound = faulty.replace('String(minutes)', 'String(seconds)')
