import { type FitCase, type FitOptions, fittedTo } from '../../server/features/review/calibrate/fit.ts'
import type { Alarm, TrialRecord } from './records.ts'

/** The suspects of a run that were judged by likelihood. */
export function fitCases(trials: readonly TrialRecord[]): readonly FitCase<Alarm>[] {
  return trials
    .filter(({ system }) => system === 'latent')
    .flatMap(({ id, alarms }) => alarms.flatMap((alarm) => (alarm.suspect ? [{ id, kind: alarm.suspect.kind, alarm }] : [])))
}

/** Confidences of cases by models that have not seen their function: one of five parts is left out at a time. */
export function crossFitted(
  cases: readonly FitCase<Alarm>[],
  options: FitOptions,
): readonly { readonly alarm: Alarm; readonly confidence: number }[] {
  const ids = [...new Set(cases.map(({ id }) => id))].toSorted()
  const partOf = (id: string) => ids.indexOf(id) % 5
  return [0, 1, 2, 3, 4].flatMap((part) => {
    const fitted = fittedTo(
      cases.filter(({ id }) => partOf(id) !== part),
      options,
    )
    return cases.filter(({ id }) => partOf(id) === part).map(({ alarm }) => ({ alarm, confidence: fitted.confidenceOf(alarm) }))
  })
}
