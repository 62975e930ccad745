import type { Ratio } from '../completion/bootstrap.ts'
import type { Estimate, Share } from './intervals.ts'

/** Rows as text: the first column to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

export function percent(value: number): string {
  return Number.isNaN(value) ? '-' : `${Math.round(100 * value)} %`
}

/** `12 of 15 = 80 % [55, 93]`. */
export function shareText({ part, whole, value, low, high }: Share): string {
  if (whole === 0) return '-'
  const counts = Number.isNaN(part) ? '' : `${part} of ${whole} = `
  return `${counts}${percent(value)}${low === high ? '' : ` [${Math.round(100 * low)}, ${Math.round(100 * high)}]`}`
}

/** `3.1 [2.2, 4.8]`. */
export function estimateText({ value, low, high }: Estimate): string {
  return Number.isFinite(value) ? `${numberText(value)} [${numberText(low)}, ${numberText(high)}]` : '-'
}

export function ratioText(ratio: Ratio | undefined): string {
  return ratio === undefined ? '-' : `${estimateText({ value: ratio.ratio, ...ratio })} (${ratio.pairs} texts)`
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : 'no end'
  return Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0)
}
