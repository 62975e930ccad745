import * as z from 'zod'
import { type App, refuseOtherModel, type Served } from './served.ts'

const ask = z.object({
  model: z.string().describe('a name that /v1/models gives'),
  prompt: z.string().describe('read as text, whatever looks like a control token'),
})
const answer = z.object({
  count: z.number().int(),
  max_model_len: z.number().int().describe('tokens of a prompt with its answer'),
})

/** `POST /tokenize`, in the form of vLLM: how many tokens a text has. */
export function registerTokenize(app: App, { deps }: Served): void {
  app.post(
    '/tokenize',
    { config: { works: true }, schema: { summary: 'Counts the tokens of a text', body: ask, response: { 200: answer } } },
    async ({ body, ending }) => {
      const { engine, modelName } = deps
      refuseOtherModel(body.model, modelName)
      const { contextSize } = await engine.info()
      const [count = 0] = await engine.countTokens({ lane: 'user', texts: [body.prompt] }, ending)
      return { count, max_model_len: contextSize }
    },
  )
}
