import type { McpServer } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { explanation } from '../features/review/explain.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import { answered } from './answered.ts'
import type { McpDeps } from './deps.ts'
import type { FoundFindings } from './foundFindings.ts'
import { readOnly } from './toolAnnotations.ts'

/** `explain_finding`: what goes wrong, and for which input, in the model's words. */
export function registerExplainTool(server: McpServer, deps: McpDeps, found: FoundFindings): void {
  server.registerTool(
    'explain_finding',
    {
      title: 'Explain a finding',
      description:
        'What goes wrong at a finding of an earlier review, and for which input, in the words of the model on this machine.',
      inputSchema: z.object({ id: z.string().describe('of the finding') }),
      outputSchema: z.object({ explanation: z.string() }),
      annotations: readOnly,
    },
    async ({ id }, { mcpReq: { signal } }) =>
      await answered(async () => {
        const each = found.get(id)
        if (each === undefined) throw LatentError.of('findingUnknown', id)
        const { engine } = await deps.model()
        const tree = await (await deps.parser()).parse(each.source)
        try {
          let text = ''
          for await (const piece of explanation(each.finding, each.source, tree, 'en', engine, signal)) text += piece
          return { explanation: printable(text) }
        } finally {
          tree?.dispose()
        }
      }),
  )
}
