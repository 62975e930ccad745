import type { CalibrationSource } from '../../../protocol/requests.ts'
import type { Calibration } from '../calibration.ts'
import { calibrations, cautious } from '../calibrations.ts'
import type { OwnCalibration } from './ownCalibration.ts'

export interface ChosenCalibration {
  readonly calibration: Calibration
  readonly source: CalibrationSource
}

/** The calibration that a model comes with, unless the user's own replaces it; the user's own; a cautious one for a model never measured. */
export function chosenCalibration(calibrationKey: string, own: OwnCalibration | undefined): ChosenCalibration {
  const shipped = calibrations.get(calibrationKey)
  if (own !== undefined && (shipped === undefined || own.replacesShipped)) return { calibration: own.calibration, source: 'own' }
  return shipped === undefined ? { calibration: cautious, source: 'cautious' } : { calibration: shipped, source: 'shipped' }
}
