import type { CountedShare } from '../../features/review/calibrate/heldOut.ts'
import type { OwnCalibration } from '../../features/review/calibrate/ownCalibration.ts'

/** Which calibration reviews use, in words. `isShipped`: the model comes with one. */
export function standing(own: OwnCalibration | undefined, isShipped: boolean): string {
  if (own === undefined)
    return isShipped
      ? 'the calibration that comes with Latent is in use.'
      : 'never measured, so only overwhelming evidence is shown; `latent review calibrate` measures it.'
  if (isShipped && !own.replacesShipped)
    return 'the calibration that comes with Latent is in use; your own would be with --replace.'
  return 'your own calibration is in use.'
}

/** How an own calibration does, a row for each precision that may be asked for. */
export function figureTable({ functions, figures }: Pick<OwnCalibration, 'functions' | 'figures'>): string {
  const rows = [
    ['latent.review.precision', 'right of what is shown', 'shown of the faults'],
    ...figures.map(({ asked, precision, recall }) => [asked.toFixed(1), shareInWords(precision), shareInWords(recall)]),
  ]
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return `Measured with ${functions} functions; these figures are of the half that it was not fitted to:\n${lines.join('\n')}\n`
}

function shareInWords({ part, whole, low, high }: CountedShare): string {
  if (whole === 0) return 'nothing shown'
  return `${percent(part / whole)} (${part} of ${whole}; ${percent(low)} to ${percent(high)})`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
