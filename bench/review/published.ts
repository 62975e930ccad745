import type { SecurityPair } from './security/pair.ts'

export function publishedPairs(): readonly SecurityPair[] {
  return []
}
