import type { ExaminedServer, ServerAbility } from '../../protocol/doctor.ts'
import { knownError, userMessage } from '../../protocol/errors.ts'
import { isRecord } from '../../protocol/record.ts'
import { readAnswer } from './answer.ts'
import type { OpenReplica, Replica } from './replica.ts'
import type { Replicas } from './replicas.ts'

/** Tries all that each server may be able to do, for the doctor: more than the engine asks of it before it begins. */
export async function examineServers({ all }: Replicas, signal: AbortSignal): Promise<readonly ExaminedServer[]> {
  return await Promise.all(all.map((replica) => examined(replica, signal)))
}

async function examined(replica: Replica, signal: AbortSignal): Promise<ExaminedServer> {
  const { host } = new URL(replica.connection.root)
  try {
    const open = await replica.open(signal)
    const { server, model, contextSize } = open.able
    return {
      host,
      server,
      model,
      contextSize,
      abilities: await abilitiesOf(open, signal),
      adapters: await adaptersOf(open, signal),
    }
  } catch (error) {
    signal.throwIfAborted()
    return { host, away: userMessage(knownError(error), 'en') }
  }
}

async function abilitiesOf(open: OpenReplica, signal: AbortSignal): Promise<Record<ServerAbility, string>> {
  const { able } = open
  return {
    completions: able.completions ? '/v1/completions' : '',
    fim: able.takesParts ? 'suffix' : (able.family?.name ?? ''),
    infill: (await tried(infill(open, signal), signal)) ?? '',
    chat: able.chat ? '/v1/chat/completions' : '',
    logProbabilities: able.logProbabilities ? 'logprobs' : '',
    promptLogProbabilities: able.scores === 'asked' ? '/v1/score' : able.promptLogProbabilities ? 'echo' : '',
    constraints: able.constraints === 'none' ? '' : able.constraints,
    cachesPrompts: (await tried(cached(open, signal), signal)) ?? '',
  }
}

/** llama.cpp's own request for a gap in a text. */
async function infill({ connection }: OpenReplica, signal: AbortSignal): Promise<string> {
  const body = { input_prefix: 'a = ', input_suffix: '\n', n_predict: 1 }
  const answer = await connection.post('/infill', body, signal)
  return isRecord(answer) && typeof answer.content === 'string' ? '/infill' : ''
}

/** Asks the same twice: the server tells how much of the prompt it had already. */
async function cached({ connection, able }: OpenReplica, signal: AbortSignal): Promise<string> {
  // vLLM keeps blocks of 16 tokens.
  const body = { model: able.model, prompt: 'one two three four '.repeat(32), max_tokens: 1, temperature: 0 }
  await connection.ask('/completions', body, signal)
  const answer = await connection.post(`${connection.root}/v1/completions`, body, signal)
  const usage = readAnswer(answer).usage
  const tokens = Math.max(usage?.cachedTokens ?? 0, timedCache(answer))
  return tokens > 0 ? 'prefix' : ''
}

function timedCache(answer: unknown): number {
  const timings = isRecord(answer) && isRecord(answer.timings) ? answer.timings : {}
  return typeof timings.cache_n === 'number' ? timings.cache_n : 0
}

/** vLLM lists adapters as models that have a parent; llama.cpp has a list of its own. */
async function adaptersOf({ connection }: OpenReplica, signal: AbortSignal): Promise<readonly string[]> {
  const listed = await tried(connection.get('/v1/models', signal), signal)
  const models = isRecord(listed) && Array.isArray(listed.data) ? listed.data.filter(isRecord) : []
  const children = models.flatMap(({ id, parent }) => (typeof id === 'string' && typeof parent === 'string' ? [id] : []))
  const own = await tried(connection.get('/lora-adapters', signal), signal)
  const paths = Array.isArray(own) ? own.filter(isRecord).flatMap(({ path }) => (typeof path === 'string' ? [path] : [])) : []
  return [...children, ...paths.map((path) => path.split(/[\\/]/).at(-1) ?? path)]
}

async function tried<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await asked
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
