import type { Token } from 'node-llama-cpp'
import type { CompletionRequest, TextDelta } from '../engine.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import { Decoder } from './decoder.ts'
import { chooseSpelling, takeLastTokenOff } from './healing.ts'
import type { LoadedModel } from './loadedModel.ts'
import { promptTokens } from './promptTokens.ts'
import { StopTexts, TokenText } from './textStream.ts'
import type { WarmSequence } from './warmSequence.ts'

type Emit = (delta: TextDelta) => void

/** Where generation starts: `evaluated` is in the cache, `last` comes next, `text` was written beyond the typed text already. */
interface Start {
  readonly evaluated: readonly Token[]
  readonly last: Token
  readonly text: string
}

/** Answers a completion request: prefill what is new, heal the typed text's end, then write each candidate. */
export async function complete(
  loaded: LoadedModel,
  request: CompletionRequest,
  ticket: Ticket,
  costs: Costs,
  emit: Emit,
): Promise<void> {
  const warm = loaded.sequences[request.sequence]
  const { fixed, typed } = promptTokens(loaded.model, request.prompt)
  const { kept, removed } = takeLastTokenOff(typed, (tokens) => loaded.model.detokenize(tokens, false))
  const prompt = [...fixed, ...kept]
  costs.prompt(prompt.length, await warm.prefill(prompt.slice(0, -1), request.reuse ?? 'exact', ticket, costs))

  const start = await heal(loaded, warm, prompt, removed, ticket, costs)
  const firstTokens = await firstTokensOf(request, warm, start, ticket, costs)
  for (const [candidate, first] of firstTokens.entries()) {
    await writeCandidate(loaded, request, warm, start, first, candidate, ticket, costs, emit)
  }
  emit({ kind: 'end', figures: costs.figures() })
}

/** Spells the removed text again, token by token. */
async function heal(
  loaded: LoadedModel,
  warm: WarmSequence,
  prompt: readonly Token[],
  removed: string,
  ticket: Ticket,
  costs: Costs,
): Promise<Start> {
  const tokens = [...prompt]
  let remaining = removed
  while (remaining !== '') {
    const spelled = remaining
    const token = await ticket.run(async () => {
      await warm.restore(tokens.slice(0, -1), costs)
      return chooseSpelling(warm, loaded.vocabulary, tokens.at(-1) as Token, spelled)
    })
    if (token === undefined) return { ...spelledLiterally(loaded, tokens, remaining), text: '' }
    costs.generated(1)
    tokens.push(token)
    const text = loaded.vocabulary.textOf(token)
    if (text.length >= remaining.length)
      return { evaluated: tokens.slice(0, -1), last: token, text: text.slice(remaining.length) }
    remaining = remaining.slice(text.length)
  }
  return { evaluated: tokens.slice(0, -1), last: tokens.at(-1) as Token, text: '' }
}

/** The vocabulary has no whole-character token for this text: take the tokeniser's own spelling. */
function spelledLiterally(loaded: LoadedModel, tokens: readonly Token[], text: string): Omit<Start, 'text'> {
  const all = [...tokens, ...loaded.model.tokenize(text)]
  return { evaluated: all.slice(0, -1), last: all.at(-1) as Token }
}

/** The first tokens of the candidates, or one `undefined` when a single candidate may simply go on. */
async function firstTokensOf(
  request: CompletionRequest,
  warm: WarmSequence,
  start: Start,
  ticket: Ticket,
  costs: Costs,
): Promise<readonly (Token | undefined)[]> {
  const count = request.candidates ?? 1
  if (count <= 1) return [undefined]
  return ticket.run(async () => {
    await warm.restore(start.evaluated, costs)
    return warm.likeliest(start.last, count)
  })
}

async function writeCandidate(
  loaded: LoadedModel,
  request: CompletionRequest,
  warm: WarmSequence,
  start: Start,
  first: Token | undefined,
  candidate: number,
  ticket: Ticket,
  costs: Costs,
  emit: Emit,
): Promise<void> {
  const { model } = loaded
  const decoder =
    first === undefined
      ? new Decoder(warm, ticket, start.evaluated, start.last)
      : new Decoder(warm, ticket, [...start.evaluated, start.last], first)
  const tokenText = new TokenText(model)
  const stops = new StopTexts(request.stop ?? [])
  const write = (text: string) => {
    if (text !== '') emit({ kind: 'text', candidate, text })
  }
  const ends = (token: Token | undefined): token is undefined =>
    token === undefined || model.isEogToken(token) || model.isSpecialToken(token)

  write(stops.push(start.text))
  let reason: 'endOfText' | 'stop' | 'length' = 'length'
  try {
    let token = first ?? (await decoder.next())
    for (let written = 1; ; written += 1) {
      costs.generated(1)
      if (ends(token)) {
        reason = 'endOfText'
        break
      }
      write(stops.push(tokenText.push(token)))
      if (stops.stopped) {
        reason = 'stop'
        break
      }
      if (written >= request.maxTokens) break
      token = await decoder.next()
    }
  } finally {
    await decoder.close()
  }
  if (reason !== 'stop') write(stops.flush())
  emit({ kind: 'candidateEnd', candidate, reason })
}
