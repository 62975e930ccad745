import { isLatentError, LatentError } from '../../protocol/errors.ts'
import { isRecord } from '../../protocol/record.ts'
import { type MarkerFamily, markerFamilies } from '../markers.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import type { Connection } from './connection.ts'
import { type ConstraintDialect, constraintFields, tokenGrammar } from './constraints.ts'
import { isPassing } from './failure.ts'
import { tokenCount, tokensOf } from './tokens.ts'

/** Where a server tells neither; small enough for any. */
const smallestContext = 4096
const usualParallel = 4

/** A text that no model writes by itself: whoever answers it keeps to the constraint. */
const unlikelyText = 'zebra-19'
/** Its tokens are far less likely than this before the constraint, and certain after it. */
const unlikelyLogP = -1

/**
 * Finds out what a server can do by trying it: a few requests of some tokens each. Rejects with a LatentError where it cannot be reached,
 * refuses the key, or does not have the model `wanted`, by the server's name of it; empty: the first one that it has.
 */
export async function probe(connection: Connection, wanted: string, signal: AbortSignal): Promise<RemoteCapabilities> {
  const listed = await modelsOf(connection, signal)
  const chosen = listed.find(({ id }) => wanted === '' || id === wanted)
  if (chosen === undefined) throw LatentError.of('remoteModelUnknown', connection.root, wanted, namesOf(listed))
  const { id: model } = chosen
  const [properties, version] = await Promise.all([
    optional(connection.get('/props', signal), signal),
    optional(connection.get('/version', signal), signal),
  ])
  const server = serverOf(listed, properties, version)
  const constraints = await dialectOf(connection, model, signal)
  // A server of our own tells what it takes beside OpenAI's fields.
  const { own } = chosen
  const plain = await optional(connection.ask('/completions', { ...tiny(model), logprobs: 1 }, signal), signal)
  const echo = plain === undefined ? false : await echoes(connection, model, signal)
  const chat = await optional(connection.ask('/chat/completions', { ...tinyChat(model) }, signal), signal)
  const tokenize = await tokenizeOf(connection, model, signal)
  const forces = constraints === 'gbnf' && tokenize === 'content' && (await forcesTokens(connection, model, signal))
  const family = own === undefined ? await familyOf(connection, model, tokenize, signal) : undefined
  return {
    model,
    server,
    contextSize: positive(chosen.contextSize) ?? positive(contextOf(properties)) ?? smallestContext,
    parallel: positive(own?.parallel) ?? positive(isRecord(properties) ? properties.total_slots : undefined) ?? usualParallel,
    completions: plain !== undefined,
    ...(family === undefined || plain === undefined ? {} : { family }),
    takesParts: own?.fills === true,
    ...(own === undefined ? {} : { told: own }),
    constraints,
    logProbabilities: (plain?.tokens.length ?? 0) > 0,
    promptLogProbabilities: echo,
    scores: own?.scores === true ? 'asked' : forces ? 'forced' : echo ? 'prompt' : 'none',
    chat: chat !== undefined,
    ...(tokenize === undefined ? {} : { tokenize }),
  }
}

/** Whether the prompt comes back with its log-probabilities. */
async function echoes(connection: Connection, model: string, signal: AbortSignal): Promise<boolean> {
  const prompt = 'one two three'
  const body = { ...tiny(model), prompt, echo: true, logprobs: 1 }
  const answer = await optional(connection.ask('/completions', body, signal), signal)
  const spelled = answer?.tokens.map(({ text }) => text).join('') ?? ''
  return spelled.trimStart().startsWith(prompt) && answer?.tokens.slice(1).some(({ logP }) => Number.isFinite(logP)) === true
}

interface ListedModel {
  readonly id: string
  readonly contextSize: unknown
  readonly owner: unknown
  /** Of a model of `latent serve` (`server/serve/models.ts`). */
  readonly own?: OwnModel
}

interface OwnModel {
  readonly architecture: string
  readonly calibrationKey: string
  readonly parallel: unknown
  readonly fills: boolean
  readonly scores: boolean
}

async function modelsOf(connection: Connection, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const answer = await connection.get('/v1/models', signal)
  const data = isRecord(answer) && Array.isArray(answer.data) ? answer.data.filter(isRecord) : undefined
  if (data === undefined) throw LatentError.of('remoteNotCompatible', connection.root)
  return data.flatMap((model) => {
    const { id, owned_by: owner, max_model_len: length, context_length: ownLength, meta } = model
    const contextSize = length ?? ownLength ?? (isRecord(meta) ? meta.n_ctx : undefined)
    const own = ownModel(model)
    return typeof id === 'string' ? [{ id, owner, contextSize, ...(own === undefined ? {} : { own }) }] : []
  })
}

function ownModel(model: Readonly<Record<string, unknown>>): OwnModel | undefined {
  const { owned_by: owner, architecture, calibration_key: calibrationKey, parallel, capabilities } = model
  if (owner !== 'latent' || typeof architecture !== 'string' || typeof calibrationKey !== 'string') return undefined
  const able = isRecord(capabilities) ? capabilities : {}
  return { architecture, calibrationKey, parallel, fills: able.fim === true, scores: able.score === true }
}

function namesOf(models: readonly ListedModel[]): string {
  return models.map(({ id }) => id).join(', ')
}

function serverOf(models: readonly ListedModel[], properties: unknown, version: unknown): RemoteCapabilities['server'] {
  if (models.some(({ own }) => own !== undefined)) return 'Latent'
  if (models.some(({ owner }) => owner === 'llamacpp') || isRecord(properties)) return 'llama.cpp'
  if (models.some(({ owner }) => owner === 'vllm') || isRecord(version)) return 'vLLM'
  return models.some(({ owner }) => owner === 'library') ? 'Ollama' : 'other'
}

function contextOf(properties: unknown): unknown {
  const settings = isRecord(properties) ? properties.default_generation_settings : undefined
  return isRecord(settings) ? settings.n_ctx : undefined
}

const dialects: readonly Exclude<ConstraintDialect, 'none'>[] = ['gbnf', 'structuredOutputs']

/** The dialect that a server keeps to. */
async function dialectOf(connection: Connection, model: string, signal: AbortSignal): Promise<ConstraintDialect> {
  for (const dialect of dialects) {
    const constraint = constraintFields(dialect, { kind: 'literal', text: unlikelyText })
    const body = { ...tiny(model), max_tokens: unlikelyText.length + 1, ...constraint }
    const answer = await optional(connection.ask('/completions', body, signal), signal)
    if (answer?.text === unlikelyText) return dialect
  }
  return 'none'
}

/** Whether llama.cpp holds an answer to given tokens, and tells their probabilities as they were before that. */
async function forcesTokens(connection: Connection, model: string, signal: AbortSignal): Promise<boolean> {
  const tokens = (await optional(tokensOf(connection, unlikelyText, signal), signal)) ?? []
  const body = { ...tiny(model), max_tokens: tokens.length + 1, logprobs: 1, grammar: tokenGrammar(tokens) }
  const answer = await optional(connection.ask('/completions', body, signal), signal)
  const [first] = answer?.tokens ?? []
  return answer?.text === unlikelyText && first !== undefined && first.logP < unlikelyLogP
}

async function tokenizeOf(
  connection: Connection,
  model: string,
  signal: AbortSignal,
): Promise<RemoteCapabilities['tokenize'] | undefined> {
  for (const form of ['content', 'prompt'] as const) {
    const count = await optional(tokenCount(connection, form, model, 'a b', signal), signal)
    if (count !== undefined && count > 0) return form
  }
  return undefined
}

/** The family whose markers are single tokens here; by the model's name where the server does not tell tokens. */
async function familyOf(
  connection: Connection,
  model: string,
  tokenize: RemoteCapabilities['tokenize'] | undefined,
  signal: AbortSignal,
): Promise<MarkerFamily | undefined> {
  if (tokenize === undefined) return markerFamilies.find(({ usualName }) => usualName.test(model))
  for (const family of markerFamilies) {
    const { prefix, suffix, middle } = family.markers
    const count = await optional(tokenCount(connection, tokenize, model, prefix + suffix + middle, signal), signal)
    if (count === 3) return family
  }
  return undefined
}

function tiny(model: string) {
  return { model, prompt: '\n', max_tokens: 1, temperature: 0 }
}

function tinyChat(model: string) {
  return { model, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1, temperature: 0 }
}

/** Undefined where the server refuses: that is an answer, too. A wrong key, or a server that is gone meanwhile, says nothing of what it can do. */
async function optional<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    signal.throwIfAborted()
    if (isPassing(error) || (isLatentError(error) && error.code === 'remoteKeyRefused')) throw error
    return undefined
  }
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined
}
