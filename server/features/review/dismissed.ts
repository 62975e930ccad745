import type { Fingerprint } from '../../protocol/finding.ts'

/** True when a finding is one that was dismissed. The occurrence counts, the place in the file does not. */
export function isDismissed(fingerprint: Fingerprint, dismissed: readonly Fingerprint[]): boolean {
  const key = keyOf(fingerprint)
  return dismissed.some((each) => keyOf(each) === key)
}

function keyOf({ rule, path, symbol, rangeHash, lineHash, occurrence }: Fingerprint): string {
  return JSON.stringify([rule, path, symbol, rangeHash, lineHash, occurrence])
}
