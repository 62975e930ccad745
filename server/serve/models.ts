import * as z from 'zod'
import { type App, refuseOtherModel, type Served } from './served.ts'

const model = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int(),
  owned_by: z.literal('latent'),
  context_length: z.number().int().describe('tokens of a prompt with its answer'),
  architecture: z.string().describe('as GGUF calls it'),
  calibration_key: z.string().describe("names the model's calibration of reviews: architecture and size"),
  parallel: z.number().int().describe('texts that are written at the same time'),
  capabilities: z.object({
    fim: z.boolean(),
    chat: z.boolean(),
    logprobs: z.boolean(),
    json_schema: z.boolean(),
    score: z.boolean(),
    tools: z.boolean(),
  }),
})

/** `GET /v1/models` and `GET /v1/models/NAME`: the one that is loaded. */
export function registerModels(app: App, { deps }: Served): void {
  const created = Math.floor(Date.now() / 1000)
  const loaded = async (): Promise<z.infer<typeof model>> => {
    const { contextSize, capabilities, architecture, calibrationKey, toolForm } = await deps.engine.info()
    const { fim, chat } = capabilities
    return {
      id: deps.modelName,
      object: 'model',
      created,
      owned_by: 'latent',
      context_length: contextSize,
      architecture,
      calibration_key: calibrationKey,
      parallel: deps.parallel,
      capabilities: { fim, chat, logprobs: true, json_schema: true, score: true, tools: toolForm !== undefined },
    }
  }
  app.get(
    '/v1/models',
    {
      schema: {
        summary: 'The model that is loaded',
        response: { 200: z.object({ object: z.literal('list'), data: z.array(model) }) },
      },
    },
    async () => ({ object: 'list' as const, data: [await loaded()] }),
  )
  app.get(
    '/v1/models/:model',
    { schema: { summary: 'One model', params: z.object({ model: z.string() }), response: { 200: model } } },
    async ({ params }) => {
      refuseOtherModel(params.model, deps.modelName)
      return await loaded()
    },
  )
}
