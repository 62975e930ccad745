/** Sums of what a server exports at its address for Prometheus, by the names of the metrics; series of one name are added up. */
export async function exportedBy(address: string): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`)
  return sumsOf(await response.text())
}

/** The same of Prometheus' text format. */
export function sumsOf(text: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, value] = line.match(/^([a-zA-Z_:][\w:]*)(?:\{.*\})? ([^ ]+)/) ?? []
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + Number(value))
  }
  return sums
}

/** What was added between two looks at the same server. */
export function grown(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, name: string): number {
  return (after.get(name) ?? 0) - (before.get(name) ?? 0)
}
