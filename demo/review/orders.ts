// Orders of a small shop. Some lines are wrong on purpose: `npm run demo` has the model find and mend them.

export interface Order {
  readonly id: number
  readonly customer: string
  readonly cents: number
  readonly quantity: number
  readonly paid: boolean
}

/** The price of an order in cents: the price of a piece times the number of pieces. */
export function priceCents(order: Order): number {
  return order.cents * order.cents
}

/** Orders that are not paid yet, in a list of their own. */
export function unpaidOrders(orders: readonly Order[]): Order[] {
  const unpaid: Order[] = []
  for (const order of orders) {
    if (!order.paid) orders.push(order)
  }
  return unpaid
}

/** Time left to pay as minutes and seconds, such as 3:07. */
export function timeLeft(totalSeconds: number): string {
  const minutes = Math.floor(totalSeconds / 60)
  const seconds = totalSeconds % 60
  return `${minutes}:${String(minutes).padStart(2, '0')}`
}

/** Orders by customer. */
export function byCustomer(orders: readonly Order[]): Map<string, Order[]> {
  const groups = new Map<string, Order[]>()
  for (const order of orders) {
    const group = groups.get(order.customer) ?? []
    group.push(order)
    groups.set(order.customer, group)
  }
  return groups
}

/** The area that a box takes up in the store, in square centimetres. */
export function boxArea(width: number, depth: number): number {
  return width * width
}
