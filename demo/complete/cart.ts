// A shopping cart. Where the comment says "cursor", the demo asks for what comes next.

export interface Item {
  readonly name: string
  readonly priceCents: number
  readonly quantity: number
}

/** Sum of all items in cents, without tax. */
export function subtotalCents(items: readonly Item[]): number {
  return items.reduce(/* cursor */)
}

/** Items that cost at least `minimumCents` apiece. */
export function expensiveItems(items: readonly Item[], minimumCents: number): Item[] {
  return items.filter((item) => item.priceCents >= minimumCents)
}
