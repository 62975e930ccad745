import type { CountedShare } from '../../features/review/calibrate/heldOut.ts'
import type { OwnCalibration } from '../../features/review/calibrate/ownCalibration.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { calibrateTexts } from '../texts/calibrate.ts'
import { table } from './columns.ts'

/** Which calibration reviews use, in words. `isShipped`: the model comes with one. */
export function standing(own: OwnCalibration | undefined, isShipped: boolean, language: DisplayLanguage): string {
  const { shippedInUse, neverMeasured, shippedNotReplaced, ownInUse } = calibrateTexts[language]
  if (own === undefined) return isShipped ? shippedInUse : neverMeasured
  return isShipped && !own.replacesShipped ? shippedNotReplaced : ownInUse
}

/** How an own calibration does, a row for each precision that may be asked for. */
export function figureTable(
  { functions, figures }: Pick<OwnCalibration, 'functions' | 'figures'>,
  language: DisplayLanguage,
): string {
  const { rightOfShown, shownOfFaults, measuredWith } = calibrateTexts[language]
  const lines = table([
    ['latent.review.precision', rightOfShown, shownOfFaults],
    ...figures.map(({ asked, precision, recall }) => [
      asked.toFixed(1),
      shareInWords(precision, language),
      shareInWords(recall, language),
    ]),
  ])
  return `${measuredWith(functions)}\n${lines.join('\n')}\n`
}

function shareInWords({ part, whole, low, high }: CountedShare, language: DisplayLanguage): string {
  const { nothingShown, share } = calibrateTexts[language]
  return whole === 0 ? nothingShown : share(percent(part / whole), part, whole, percent(low), percent(high))
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
