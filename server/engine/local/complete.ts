import type { Token } from 'node-llama-cpp'
import type { CompletionRequest, TextDelta } from '../engine.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import type { DecoderDeps } from './decoder.ts'
import { DraftLookup } from './draftLookup.ts'
import { type Drafting, GreedyWriter } from './greedyWriter.ts'
import { chooseSpelling, takeEndOff } from './healing.ts'
import type { LoadedModel } from './loadedModel.ts'
import { promptTokens } from './promptTokens.ts'
import { StopTexts, TokenText } from './textStream.ts'

type Emit = (delta: TextDelta) => void

/** Where generation starts: `evaluated` is in the cache, `last` comes next, `text` was written beyond the typed text already. */
interface Start {
  readonly evaluated: readonly Token[]
  readonly last: Token
  readonly text: string
}

/** Answers a completion request: prefill what is new, heal the typed text's end, then write. */
export async function complete(
  loaded: LoadedModel,
  request: CompletionRequest,
  ticket: Ticket,
  costs: Costs,
  emit: Emit,
): Promise<void> {
  const deps = { warm: loaded.sequences.of(request), ticket, costs, reuse: request.reuse ?? 'exact' }
  const { fixed, typed } = promptTokens(loaded.model, request.prompt)
  const { kept, removed } = takeEndOff(typed, (tokens, before) => loaded.vocabulary.textOf(tokens, before))
  const prompt = [...fixed, ...kept]
  await deps.warm.prefill(prompt.slice(0, -1), deps.reuse, ticket, costs)
  if (request.maxTokens === 0) return emit({ kind: 'end', reason: 'length', figures: costs.figures() })
  // The last token is evaluated each time, to tell what comes after it.
  costs.evaluated(1)

  const start = await heal(loaded, deps, prompt, removed)
  const first =
    request.variant === undefined || request.variant === 0 ? undefined : await otherToken(request.variant, deps, start)
  const reason = await write(loaded, request, deps, start, first, emit)
  emit({ kind: 'end', reason, figures: costs.figures() })
}

/** Spells the removed text again, token by token. */
async function heal(loaded: LoadedModel, deps: DecoderDeps, prompt: readonly Token[], removed: string): Promise<Start> {
  const { warm, ticket, costs, reuse } = deps
  const tokens = [...prompt]
  let remaining = removed
  while (remaining !== '') {
    const spelled = remaining
    const token = await warm.after([tokens.slice(0, -1)], reuse, ticket, costs, () =>
      chooseSpelling(warm, loaded.vocabulary, tokens.at(-1) as Token, spelled),
    )
    if (token === undefined) return { ...spelledLiterally(loaded, tokens, remaining), text: '' }
    costs.generated(1)
    tokens.push(token)
    const text = loaded.vocabulary.textOf([token])
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
async function otherToken(variant: number, deps: DecoderDeps, start: Start): Promise<Token | undefined> {
  const { warm, ticket, costs, reuse } = deps
  return warm.after([start.evaluated], reuse, ticket, costs, async () => {
    return (await warm.likeliest(start.last, variant + 1))[variant]
  })
}

/** Writes the answer, beginning with `first` where one is given, and tells why it ended. */
async function write(
  loaded: LoadedModel,
  request: CompletionRequest,
  deps: DecoderDeps,
  start: Start,
  first: Token | undefined,
  emit: Emit,
): Promise<'endOfText' | 'stop' | 'length'> {
  const { model } = loaded
  const before = [...start.evaluated, start.last]
  const writer =
    first === undefined
      ? new GreedyWriter(deps, start.evaluated, start.last, draftingOf(loaded, request, before))
      : new GreedyWriter(deps, before, first, draftingOf(loaded, request, [...before, first]))
  const tokenText = new TokenText(model, before)
  const stops = new StopTexts(request.stop ?? [])
  let logP = 0
  const say = (text: string) => {
    if (text === '') return
    emit({ kind: 'text', text, logP })
    logP = 0
  }

  say(stops.push(start.text))
  for (let written = 0; !stops.stopped && written < request.maxTokens && !writer.isFull; written += 1) {
    // A token that was chosen rather than written is as good as certain.
    const next = written === 0 && first !== undefined ? { token: first, logP: 0 } : await writer.next()
    deps.costs.generated(1)
    logP += next.logP
    if (model.isEogToken(next.token) || model.isSpecialToken(next.token)) {
      say(stops.flush())
      return 'endOfText'
    }
    say(stops.push(tokenText.push(next.token)))
  }
  if (stops.stopped) return 'stop'
  say(stops.flush())
  return 'length'
}

function draftingOf(loaded: LoadedModel, request: CompletionRequest, before: readonly Token[]): Drafting | undefined {
  if (!loaded.drafts) return undefined
  const known = (request.drafts ?? []).map((text) => loaded.model.tokenize(text))
  return { lookup: new DraftLookup(known, before), plan: loaded.draftPlan }
}
