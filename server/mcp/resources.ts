import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import type { FoundFindings } from './foundFindings.ts'
import { findingResult } from './results.ts'

const list = 'latent://findings'
const mimeType = 'application/json'

/** The findings of this connection's reviews, all at once and each by its id. */
export function registerFindings(server: McpServer, found: FoundFindings): void {
  server.registerResource(
    'findings',
    list,
    { title: 'Findings', description: 'What the reviews of this connection found', mimeType },
    async (uri) => ({ contents: [{ uri: uri.href, mimeType, text: JSON.stringify(found.all().map(findingResult)) }] }),
  )
  const each = new ResourceTemplate(`${list}/{id}`, {
    list: async () => ({
      resources: found.all().map(({ path, finding }) => ({
        uri: `${list}/${finding.id}`,
        name: finding.id,
        title: `${path}: ${finding.title}`,
        mimeType,
      })),
    }),
  })
  server.registerResource('finding', each, { title: 'Finding', description: 'One of them', mimeType }, async (uri, { id }) => {
    const one = found.get(String(id))
    if (one === undefined) throw new ResourceNotFoundError(uri.href)
    return { contents: [{ uri: uri.href, mimeType, text: JSON.stringify(findingResult(one)) }] }
  })
}
