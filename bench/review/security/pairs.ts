import { asyncRace } from './asyncRace.ts'
import { codeInjection } from './codeInjection.ts'
import { commandInjection } from './commandInjection.ts'
import { crossSiteScripting } from './crossSiteScripting.ts'
import { hardCodedCredentials } from './hardCodedCredentials.ts'
import { openRedirect } from './openRedirect.ts'
import type { SecurityPair, WrittenPair } from './pair.ts'
import { pathTraversal } from './pathTraversal.ts'
import { prototypePollution } from './prototypePollution.ts'
import { resourceNotClosed } from './resourceNotClosed.ts'
import { serverSideRequestForgery } from './serverSideRequestForgery.ts'
import { slowRegularExpression } from './slowRegularExpression.ts'
import { sqlInjection } from './sqlInjection.ts'
import { swallowedError } from './swallowedError.ts'
import { unawaitedPromise } from './unawaitedPromise.ts'
import { unsafeDeserialisation } from './unsafeDeserialisation.ts'
import { weakCryptography } from './weakCryptography.ts'
import { weakRandomness } from './weakRandomness.ts'

/** All pairs, those of one weakness together. */
export const securityPairs: readonly SecurityPair[] = [
  commandInjection,
  sqlInjection,
  pathTraversal,
  crossSiteScripting,
  codeInjection,
  slowRegularExpression,
  unsafeDeserialisation,
  weakCryptography,
  weakRandomness,
  hardCodedCredentials,
  openRedirect,
  serverSideRequestForgery,
  prototypePollution,
  unawaitedPromise,
  swallowedError,
  resourceNotClosed,
  asyncRace,
].flatMap(dealt)

/** Every second pair of a weakness and language is held out. JavaScript and TypeScript count as one: they share their libraries. */
function dealt(pairs: readonly WrittenPair[]): readonly SecurityPair[] {
  const python = pairs.filter((pair) => pair.languageId === 'python')
  const scripts = pairs.filter((pair) => pair.languageId !== 'python')
  return [scripts, python].flatMap((list) =>
    list.map((pair, index): SecurityPair => ({ ...pair, half: index % 2 === 0 ? 'tuning' : 'heldOut' })),
  )
}
