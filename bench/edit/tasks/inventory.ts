import type { TaskFile } from './task.ts'

export const inventory: TaskFile = {
  path: 'src/inventory.ts',
  text: `/** Stock of one warehouse. Quantities are whole pieces, prices are in cents. */
export interface Item {
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly priceCents: number
  readonly discontinued?: boolean
}

export interface Movement {
  readonly sku: string
  readonly delta: number
}

/** Items of which fewer than the threshold are left. */
export function lowStock(items: readonly Item[], threshold: number): Item[] {
  return items.filter((item) => item.quantity < threshold)
}

/** Value of everything in stock, in cents. */
export function stockValue(items: readonly Item[]): number {
  let total = 0
  for (const item of items) {
    total += item.quantity * item.priceCents
  }
  return total
}

/** The stock after the movements; those of unknown items are left out. */
export function applyMovements(items: readonly Item[], movements: readonly Movement[]): Item[] {
  return items.map((item) => {
    const delta = movements
      .filter((movement) => movement.sku === item.sku)
      .reduce((sum, movement) => sum + movement.delta, 0)
    return { ...item, quantity: item.quantity + delta }
  })
}

/** The item with this number. */
export function findItem(items: readonly Item[], sku: string): Item {
  const found = items.find((item) => item.sku === sku)
  if (found === undefined) {
    throw new Error('unknown item ' + sku)
  }
  return found
}

/** Items by name, for a list on paper. */
export function sortedForPrint(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.name.localeCompare(b.name))
}

/** One line of the list. */
export function printLine(item: Item): string {
  const euros = (item.priceCents / 100).toFixed(2)
  return item.sku + ' ' + item.name + ' ' + item.quantity + ' x ' + euros
}
`,
  tasks: [
    {
      id: 'inventory/lowStock',
      symbol: 'lowStock',
      instruction: 'Leave out discontinued items.',
      solution: [['item.quantity < threshold', 'item.quantity < threshold && item.discontinued !== true']],
      test: `
const item = (sku, quantity, discontinued) => ({ sku, name: sku, quantity, priceCents: 1, ...(discontinued === undefined ? {} : { discontinued }) })
const low = subject.lowStock([item('a', 1), item('b', 1, true), item('c', 9), item('d', 0, false)], 5)
assert.deepEqual(low.map(({ sku }) => sku), ['a', 'd'])
`,
    },
    {
      id: 'inventory/applyMovements',
      symbol: 'applyMovements',
      instruction: 'A quantity must never become negative: use 0 instead.',
      solution: [['item.quantity + delta', 'Math.max(0, item.quantity + delta)']],
      test: `
const items = [{ sku: 'a', name: 'a', quantity: 3, priceCents: 1 }, { sku: 'b', name: 'b', quantity: 3, priceCents: 1 }]
const after = subject.applyMovements(items, [{ sku: 'a', delta: -5 }, { sku: 'b', delta: -1 }, { sku: 'b', delta: 4 }])
assert.deepEqual(after.map(({ quantity }) => quantity), [0, 6])
`,
    },
    {
      id: 'inventory/findItem',
      symbol: 'findItem',
      instruction: 'Return undefined for an unknown item instead of throwing.',
      solution: [
        ['sku: string): Item {', 'sku: string): Item | undefined {'],
        [
          `  const found = items.find((item) => item.sku === sku)
  if (found === undefined) {
    throw new Error('unknown item ' + sku)
  }
  return found`,
          `  return items.find((item) => item.sku === sku)`,
        ],
      ],
      test: `
const items = [{ sku: 'a', name: 'a', quantity: 3, priceCents: 1 }]
assert.equal(subject.findItem(items, 'a'), items[0])
assert.equal(subject.findItem(items, 'x'), undefined)
`,
    },
    {
      id: 'inventory/sortedForPrint',
      symbol: 'sortedForPrint',
      instruction: '先按 quantity 从大到小排序，数量相同时再按 name 排序。',
      solution: [['a.name.localeCompare(b.name)', 'b.quantity - a.quantity || a.name.localeCompare(b.name)']],
      test: `
const item = (name, quantity) => ({ sku: name, name, quantity, priceCents: 1 })
const items = [item('b', 1), item('c', 5), item('a', 1)]
assert.deepEqual(subject.sortedForPrint(items).map(({ name }) => name), ['c', 'a', 'b'])
assert.equal(items[0].name, 'b')
`,
    },
  ],
}
