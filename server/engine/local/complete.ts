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
  const first =
    request.variant === undefined || request.variant === 0
      ? undefined
      : await otherToken(request.variant, warm, start, ticket, costs)
  const reason = await write(loaded, request, warm, start, first, ticket, costs, emit)
  emit({ kind: 'end', reason, figures: costs.figures() })
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

/** The `variant`-th likeliest token after the likeliest one, to begin a different answer with. */
async function otherToken(
  variant: number,
  warm: WarmSequence,
  start: Start,
  ticket: Ticket,
  costs: Costs,
): Promise<Token | undefined> {
  return ticket.run(async () => {
    await warm.restore(start.evaluated, costs)
    return (await warm.likeliest(start.last, variant + 1))[variant]
  })
}

/** Writes the answer, beginning with `first` where one is given, and tells why it ended. */
async function write(
  loaded: LoadedModel,
  request: CompletionRequest,
  warm: WarmSequence,
  start: Start,
  first: Token | undefined,
  ticket: Ticket,
  costs: Costs,
  emit: Emit,
): Promise<'endOfText' | 'stop' | 'length'> {
  const { model } = loaded
  const decoder =
    first === undefined
      ? new Decoder(warm, ticket, start.evaluated, start.last)
      : new Decoder(warm, ticket, [...start.evaluated, start.last], first)
  const tokenText = new TokenText(model)
  const stops = new StopTexts(request.stop ?? [])
  const say = (text: string) => {
    if (text !== '') emit({ kind: 'text', text })
  }
  const ends = (token: Token | undefined): token is undefined =>
    token === undefined || model.isEogToken(token) || model.isSpecialToken(token)

  say(stops.push(start.text))
  try {
    let token = first ?? (await decoder.next())
    for (let written = 1; ; written += 1) {
      costs.generated(1)
      if (ends(token)) {
        say(stops.flush())
        return 'endOfText'
      }
      say(stops.push(tokenText.push(token)))
      if (stops.stopped) return 'stop'
      if (written >= request.maxTokens) {
        say(stops.flush())
        return 'length'
      }
      token = await decoder.next()
    }
  } finally {
    await decoder.close()
  }
}
