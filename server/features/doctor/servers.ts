import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { type ExaminedServer, serverAbilities } from '../../protocol/doctor.ts'
import { serverTexts } from '../../protocol/serverTexts.ts'
import type { Fact } from './facts.ts'

/** A row for each server of the user's own: a line for what it is, and one for each thing that it can or cannot do. */
export function serverFacts(servers: readonly ExaminedServer[], language: DisplayLanguage): readonly Fact[] {
  return servers.map((server) => ({ name: serverTexts[language].row, values: linesOf(server, language) }))
}

function linesOf(server: ExaminedServer, language: DisplayLanguage): readonly string[] {
  const say = serverTexts[language]
  const { host, away, abilities, adapters = [] } = server
  if (away !== undefined || abilities === undefined) return [say.away(host, away ?? say.missing)]
  return [
    say.found(host, server.server ?? '', server.model ?? '', server.contextSize ?? 0),
    ...serverAbilities.map((ability) => say.abilities[ability] + say.colon + (abilities[ability] || say.missing)),
    say.adapters + say.colon + (adapters.join(', ') || say.noAdapters),
  ]
}
