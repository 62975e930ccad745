import * as z from 'zod'
import type { ScoredText } from '../engine/engine.ts'
import { gapShape, givenPrompt } from './givenPrompt.ts'
import { type App, refuseOtherModel, type Served } from './served.ts'
import { usageShape } from './sharedShapes.ts'
import { usageOf } from './texts.ts'

const ask = z.object({
  ...gapShape,
  model: z.string().describe('a name that /v1/models gives'),
  prompt: z.string().describe('what the texts stand behind; with `suffix`: in the gap before that'),
  continuations: z
    .array(z.string())
    .min(1)
    .max(1024)
    .describe('texts whose probability is asked; what they share is evaluated once'),
  ends: z.boolean().nullish().describe('also tell how likely the text ends behind each'),
})

const scoreShape = z.object({
  logprobs: z.array(z.number().nullable()).describe('of each token; null: impossible'),
  lengths: z.array(z.number().int()).describe("of each token's text, UTF-16"),
  preferred: z
    .array(z.object({ text: z.string(), logprob: z.number().nullable() }))
    .describe('the token that the model would have written at each place'),
  end_logprob: z.number().nullish(),
})

const answer = z.object({ object: z.literal('scores'), model: z.string(), scores: z.array(scoreShape), usage: usageShape })

/** `POST /v1/score`: how likely given texts are behind a prompt. The same request gives the same figures. */
export function registerScore(app: App, { deps, metrics, timer }: Served): void {
  app.post(
    '/v1/score',
    {
      config: { works: true },
      schema: { summary: 'Tells how likely given texts are', body: ask, response: { 200: answer } },
    },
    async (request) => {
      const { body, ending } = request
      const { engine, modelName } = deps
      refuseOtherModel(body.model, modelName)
      const prompt = givenPrompt(body.prompt, body, await engine.info())
      const { continuations, ends } = body
      const asked = { lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations, ends: ends === true } as const
      const scored = await engine.score(asked, ending)
      const figures = scored.slice(0, 1)
      for (const each of figures) metrics.spent(timer(request).key, each.figures)
      return { object: 'scores' as const, model: modelName, scores: scored.map(told), usage: usageOf(figures, 1) }
    },
  )
}

function told({ logPs, lengths, preferred, endLogP }: ScoredText): z.infer<typeof scoreShape> {
  return {
    logprobs: logPs.map(finite),
    lengths: [...lengths],
    preferred: preferred.map(({ text, logP }) => ({ text, logprob: finite(logP) })),
    ...(endLogP === undefined ? {} : { end_logprob: finite(endLogP) }),
  }
}

/** JSON has no infinity. */
function finite(logP: number): number | null {
  return Number.isFinite(logP) ? logP : null
}
