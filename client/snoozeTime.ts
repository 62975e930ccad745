/** How long a snooze can be, in minutes. */
export const snoozeMinutes: readonly number[] = [5, 15, 30, 60]

/** Times to choose from, the last choice first. */
export function snoozeChoices(last: number | undefined): readonly number[] {
  if (last === undefined || !snoozeMinutes.includes(last)) return snoozeMinutes
  return [last, ...snoozeMinutes.filter((minutes) => minutes !== last)]
}

/** Whole minutes that are left, the last one counted in full; 0 when the snooze is over. Both times in milliseconds since 1970. */
export function minutesLeft(untilMs: number, now: number): number {
  return Math.max(0, Math.ceil((untilMs - now) / 60_000))
}

/** When the shown number of minutes changes next, in milliseconds from now; undefined when it does not any more. */
export function nextChangeMs(untilMs: number, now: number): number | undefined {
  const left = untilMs - now
  if (left <= 0) return undefined
  return left % 60_000 || 60_000
}

/** What was stored by an earlier window, as far as it is a time. A clock that was set back must not snooze for days. */
export function storedUntil(stored: unknown, now: number): number | undefined {
  if (typeof stored !== 'number' || stored <= now) return undefined
  return minutesLeft(stored, now) <= Math.max(...snoozeMinutes) ? stored : undefined
}
