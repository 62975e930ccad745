import type { McpServer } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { placeOf } from '../context/placeBelow.ts'
import { LatentError } from '../protocol/errors.ts'
import { defaultSettings } from '../protocol/settings.ts'
import { answered } from './answered.ts'
import type { McpDeps } from './deps.ts'
import { readOnly } from './toolAnnotations.ts'

const ask = z.object({
  path: z.string().describe('absolute, or relative to a root'),
  line: z.number().int().min(1).describe('from 1'),
  column: z.number().int().min(1).describe('of the cursor, from 1, UTF-16'),
  maxLines: z.number().int().min(1).max(64).default(defaultSettings['completion.maxLines']),
})

/** `complete`: what would stand at a place. Nothing is written. */
export function registerCompleteTool(server: McpServer, deps: McpDeps): void {
  server.registerTool(
    'complete',
    {
      title: 'Complete code',
      description:
        'What the model on this machine would write at a place in a file, the likeliest first. Empty where it is not sure.',
      inputSchema: ask,
      outputSchema: z.object({ completions: z.array(z.string()) }),
      annotations: readOnly,
    },
    async ({ path, line, column, maxLines }, { mcpReq: { signal } }) =>
      await answered(async () => {
        const { uri, source } = placeOf(path, deps)
        if (line > source.lineCount) throw LatentError.of('linesMissing', source.path, source.lineCount, line, line)
        const { completer } = await deps.model()
        const settings = { ...defaultSettings, 'completion.maxLines': maxLines }
        const position = { line: line - 1, character: column - 1 }
        const answer = await completer.complete({ document: uri, source, position, trigger: 'invoked', settings }, signal)
        return { completions: answer.kind === 'shown' ? answer.completions.map(({ text }) => text) : [] }
      }),
  )
}
