import * as z from 'zod'
import { type ReviewEvent, reviewFile } from '../features/review/review.ts'
import { findingResult, type findingShape, incompleteResult, reviewShape } from '../mcp/results.ts'
import { defaultSettings } from '../protocol/settings.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { answerStream } from './answerStream.ts'
import { badParameter } from './apiError.ts'
import { type Given, givenShape, givenText } from './givenText.ts'
import type { App, Served } from './served.ts'

const ask = z.object({
  ...givenShape,
  first_line: z.number().int().min(1).nullish().describe('from 1; default the first'),
  last_line: z.number().int().min(1).nullish().describe('the last one that counts; default the last'),
  precision: z.number().min(0.5).max(0.99).nullish().describe('share of the findings that have to be right; default 0.8'),
  budget_ms: z.number().int().min(1).nullish().describe('time after which the rest is left out; default none'),
  stream: z.boolean().nullish().describe('events as they come, each with a type: progress, finding, incomplete, end'),
})
type Ask = z.infer<typeof ask>

const answer = reviewShape.extend({ object: z.literal('review') })
type Finding = z.infer<typeof findingShape>
type Incomplete = ReturnType<typeof incompleteResult>

type Told =
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly symbol: string }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'incomplete'; readonly incomplete: Incomplete }
  | { readonly type: 'end'; readonly heldBack: number }

/** `POST /v1/review`: findings with calibrated confidences and checked fixes. Nothing is changed. */
export function registerReview(app: App, { deps }: Served): void {
  app.post(
    '/v1/review',
    {
      config: { works: true },
      schema: { summary: 'Looks for bugs and security holes in code', body: ask, response: { 200: answer } },
    },
    async ({ body, ending }, reply) => {
      const given = givenText(body, deps)
      const { lineCount } = given.source
      // No findings in no lines would be read as clean code.
      if ((body.first_line ?? 1) > Math.min(body.last_line ?? lineCount, lineCount))
        throw badParameter('first_line', `The lines have to be within 1 to ${lineCount}, the first one first.`)
      const events = eventsOf(body, given, deps, ending)
      if (body.stream === true) return await answerStream(reply, events)
      const findings: Finding[] = []
      const incomplete: Incomplete[] = []
      let heldBack = 0
      for await (const told of events) {
        if (told.type === 'finding') findings.push(told.finding)
        else if (told.type === 'incomplete') incomplete.push(told.incomplete)
        else if (told.type === 'end') heldBack = told.heldBack
      }
      return { object: 'review' as const, findings, heldBack, incomplete }
    },
  )
}

async function* eventsOf(
  ask: Ask,
  { path, source, root }: Given,
  deps: Served['deps'],
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const reviewDeps = root === undefined ? await deps.textReviewDeps() : await deps.reviewDeps(root)
  const startLine = (ask.first_line ?? 1) - 1
  const asked = {
    source,
    lines: [{ startLine, endLine: Math.min(ask.last_line ?? source.lineCount, source.lineCount) }],
    precision: ask.precision ?? defaultSettings['review.precision'],
    dismissed: root === undefined ? [] : await deps.dismissed(root),
    ...(ask.budget_ms === undefined || ask.budget_ms === null ? {} : { budgetMs: ask.budget_ms }),
  }
  let heldBack = 0
  for await (const event of reviewFile(asked, reviewDeps, signal)) {
    if (event.kind === 'heldBack') heldBack += 1
    const told = toldOf(event, { path, source }, heldBack)
    if (told !== undefined) yield told
  }
  signal.throwIfAborted()
}

function toldOf(event: ReviewEvent, where: Pick<Given, 'path' | 'source'>, heldBack: number): Told | undefined {
  switch (event.kind) {
    case 'progress':
      return { type: 'progress', done: event.done, total: event.total, symbol: event.symbol }
    case 'finding':
      return { type: 'finding', finding: findingResult({ ...where, finding: event.finding }) }
    case 'heldBack':
      return undefined
    case 'incomplete':
      return { type: 'incomplete', incomplete: incompleteResult(where.path, event.part) }
    case 'end':
      return { type: 'end', heldBack }
    default:
      return unreachable(event)
  }
}
