import type { McpServer, ServerContext } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { placeOf } from '../context/placeBelow.ts'
import { changedText } from '../features/review/changes/changedText.ts'
import { reviewChanges } from '../features/review/changes/reviewChanges.ts'
import { type ReviewEvent, reviewFile } from '../features/review/review.ts'
import { LatentError } from '../protocol/errors.ts'
import { defaultSettings } from '../protocol/settings.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { answered } from './answered.ts'
import type { McpDeps } from './deps.ts'
import type { Found, FoundFindings } from './foundFindings.ts'
import { findingResult, incompleteResult, type ReviewResult, reviewShape } from './results.ts'
import { readOnly } from './toolAnnotations.ts'

const precision = z
  .number()
  .min(0.5)
  .max(0.99)
  .default(defaultSettings['review.precision'])
  .describe('share of the findings that have to be right')

const fileAsk = z.object({
  path: z.string().describe('absolute, or relative to a root'),
  firstLine: z.number().int().min(1).optional().describe('from 1; default the first'),
  lastLine: z.number().int().min(1).optional().describe('the last one that counts; default the last'),
  precision,
})

const changesAsk = z.object({
  of: z
    .enum(['uncommitted', 'branch'])
    .default('uncommitted')
    .describe('uncommitted: against the last commit; branch: against where the branch left the main one'),
  precision,
})

/** `review_file` and `review_changes`: findings with evidence and checked fixes. Nothing is changed. */
export function registerReviewTools(server: McpServer, deps: McpDeps, found: FoundFindings): void {
  server.registerTool(
    'review_file',
    {
      title: 'Review a file',
      description:
        'Looks for bugs and security holes in a file with a model on this machine. Findings carry a calibrated confidence; fixes marked verified passed machine checks. A file takes about a second for each line.',
      inputSchema: fileAsk,
      outputSchema: reviewShape,
      annotations: readOnly,
    },
    async (ask, context) => await answered(() => reviewOfFile(ask, context, deps, found)),
  )
  server.registerTool(
    'review_changes',
    {
      title: 'Review changes',
      description: 'The same for what git says was changed: only what the change brought in is found.',
      inputSchema: changesAsk,
      outputSchema: reviewShape,
      annotations: readOnly,
    },
    async (ask, context) => await answered(() => reviewOfChanges(ask, context, deps, found)),
  )
}

async function reviewOfFile(
  ask: z.infer<typeof fileAsk>,
  context: ServerContext,
  deps: McpDeps,
  found: FoundFindings,
): Promise<ReviewResult> {
  const { root, source } = placeOf(ask.path, deps)
  const { firstLine = 1, lastLine = source.lineCount } = ask
  // No findings in no lines would be read as a clean file.
  if (firstLine > Math.min(lastLine, source.lineCount)) {
    throw LatentError.of('linesMissing', source.path, source.lineCount, firstLine, lastLine)
  }
  const { signal } = context.mcpReq
  const model = await deps.model()
  const dismissed = await deps.dismissed(root)
  const lines = [{ startLine: firstLine - 1, endLine: Math.min(lastLine, source.lineCount) }]
  const asked = { source, lines, precision: ask.precision, dismissed }
  const gathered = new Gathered(context, found)
  for await (const event of reviewFile(asked, await model.reviewDeps(root), signal)) {
    await gathered.take({ path: source.path, source }, event)
  }
  return gathered.result
}

async function reviewOfChanges(
  ask: z.infer<typeof changesAsk>,
  context: ServerContext,
  deps: McpDeps,
  found: FoundFindings,
): Promise<ReviewResult> {
  const { signal } = context.mcpReq
  const [changes, parser] = await Promise.all([deps.files().changes({ kind: ask.of }), deps.parser()])
  const gathered = new Gathered(context, found)
  if (changes.length === 0) return gathered.result
  const model = await deps.model()
  for (const root of deps.roots) {
    const own = changes.filter(({ uri }) => deps.rootOf(uri) === root)
    const texts = await Promise.all(own.map(({ source, change }) => changedText(source, change, parser)))
    const asked = { precision: ask.precision, dismissed: await deps.dismissed(root), order: 'risk' } as const
    for await (const { text, event } of reviewChanges(texts, asked, await model.reviewDeps(root), signal)) {
      await gathered.take({ path: text.source.path, source: text.source }, event)
    }
  }
  return gathered.result
}

/** Turns the events of a review into its result, and tells the client how far it is where the client wants to know. */
class Gathered {
  readonly #context: ServerContext
  readonly #found: FoundFindings
  readonly #findings: ReviewResult['findings'][number][] = []
  readonly #incomplete: ReviewResult['incomplete'][number][] = []
  #heldBack = 0

  constructor(context: ServerContext, found: FoundFindings) {
    this.#context = context
    this.#found = found
  }

  get result(): ReviewResult {
    return { findings: this.#findings, heldBack: this.#heldBack, incomplete: this.#incomplete }
  }

  async take(where: Pick<Found, 'path' | 'source'>, event: ReviewEvent): Promise<void> {
    switch (event.kind) {
      case 'progress':
        return await this.#tell(event.done, event.total, `${where.path} ${event.symbol}`)
      case 'finding': {
        const each = { ...where, finding: event.finding }
        this.#found.add(each)
        this.#findings.push(findingResult(each))
        return
      }
      case 'heldBack':
        this.#heldBack += 1
        return
      case 'incomplete':
        this.#incomplete.push(incompleteResult(where.path, event.part))
        return
      case 'end':
        return
      default:
        unreachable(event)
    }
  }

  async #tell(progress: number, total: number, message: string): Promise<void> {
    const { _meta: meta, notify } = this.#context.mcpReq
    const progressToken = meta?.progressToken
    if (progressToken === undefined) return
    await notify({ method: 'notifications/progress', params: { progressToken, progress, total, message } })
  }
}
