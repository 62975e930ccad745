import type { SyntaxParser } from '../../../server/context/parser.ts'
import type { SecurityPair } from '../security/pair.ts'
import { banditPairs } from './bandit.ts'
import { eslintSecurityPairs } from './eslintSecurity.ts'

/** Pairs of published test suites. They only measure: nothing may be tuned on them. A suite that cannot be fetched is named and left out. */
export async function publishedPairs(
  cache: string,
  parser: SyntaxParser,
  say: (line: string) => void,
): Promise<readonly SecurityPair[]> {
  try {
    return [...eslintSecurityPairs(), ...(await banditPairs(cache, parser))]
  } catch (error) {
    say(`The examples of bandit are left out: ${error instanceof Error ? error.message : error}`)
    return eslintSecurityPairs()
  }
}
