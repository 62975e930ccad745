import * as z from 'zod'
import { editByInstruction } from '../features/edit/instruct/edit.ts'
import { badParameter } from './apiError.ts'
import { givenShape, givenText } from './givenText.ts'
import type { App, Served } from './served.ts'

const ask = z.object({
  ...givenShape,
  first_line: z.number().int().min(1).describe('of the lines that may change, from 1'),
  last_line: z.number().int().min(1).describe('the last one of them'),
  instruction: z.string().min(1).max(4000),
  attempt: z.number().int().min(0).max(9).nullish().describe('0: the best answer; n: another one, after n were rejected'),
})

const place = z.object({ line: z.number().int().describe('from 1'), column: z.number().int().describe('from 1, UTF-16') })
const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proposed'),
    edits: z.array(z.object({ start: place, end: place, newText: z.string() })),
    text: z.string().describe('the whole text with the edits'),
    notes: z.array(z.string()).describe('what to know before accepting it'),
  }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
])

/** `POST /v1/edit`: has lines written anew as an instruction says. The answer passed the checks, or tells why there is none; nothing is written. */
export function registerEdit(app: App, { deps }: Served): void {
  app.post(
    '/v1/edit',
    {
      config: { works: true },
      schema: { summary: 'Rewrites lines of code by an instruction', body: ask, response: { 200: answer } },
    },
    async ({ body, ending }) => {
      const { source, root } = givenText(body, deps)
      if (body.last_line < body.first_line || body.last_line > source.lineCount)
        throw badParameter('last_line', `The lines have to be within 1 to ${source.lineCount}, the first one first.`)
      const last = body.last_line - 1
      const range = {
        start: { line: body.first_line - 1, character: 0 },
        end: { line: last, character: source.lineText(last).length },
      }
      const editDeps = root === undefined ? await deps.textReviewDeps() : await deps.reviewDeps(root)
      const asked = { source, range, instruction: body.instruction, attempt: body.attempt ?? 0 }
      const outcome = await editByInstruction(asked, editDeps, () => undefined, ending)
      ending.throwIfAborted()
      if (outcome.kind === 'refused') return outcome
      const { edits, notes } = outcome.proposal
      return {
        kind: 'proposed' as const,
        edits: edits.map(({ range: { start, end }, newText }) => ({ start: counted(start), end: counted(end), newText })),
        text: source.textAfter(edits),
        notes: [...notes],
      }
    },
  )
}

function counted({ line, character }: { readonly line: number; readonly character: number }) {
  return { line: line + 1, column: character + 1 }
}
