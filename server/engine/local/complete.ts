import type { Token } from 'node-llama-cpp'
import type { CompletionRequest, TextDelta } from '../engine.ts'
import { StopTexts } from '../stopTexts.ts'
import type { DecoderDeps } from './decoder.ts'
import { DraftLookup } from './draftLookup.ts'
import { type Drafting, GreedyWriter } from './greedyWriter.ts'
import { heal, type Start, takeEndOff } from './heal.ts'
import type { LoadedModel } from './loadedModel.ts'
import { promptTokens } from './promptTokens.ts'
import { TokenText } from './tokenText.ts'
import type { Turn } from './turn.ts'
import type { WarmSequence } from './warmSequence.ts'

type Emit = (delta: TextDelta) => void

/** Brings into a sequence what was saved of a prompt. */
export type Restore = (warm: WarmSequence, prompt: readonly Token[]) => Promise<void>

/** Answers a completion request: bring back what was saved of it, prefill what is new, heal the typed text's end, then write. */
export async function complete(
  loaded: LoadedModel,
  request: CompletionRequest,
  { ticket, costs, client }: Turn,
  emit: Emit,
  restore: Restore,
): Promise<void> {
  const deps = { warm: loaded.sequences.of(request, client), ticket, costs, reuse: request.reuse ?? 'exact' }
  const { fixed, typed } = promptTokens(loaded.model, request.prompt)
  const end = takeEndOff(typed, loaded.vocabulary.bytes)
  const prompt = [...fixed, ...end.kept]
  await restore(deps.warm, prompt)
  await deps.warm.prefill(prompt.slice(0, -1), deps.reuse, ticket, costs)
  if (request.maxTokens === 0) return emit({ kind: 'end', reason: 'length', figures: costs.figures() })
  // The last token is evaluated each time, to tell what comes after it.
  costs.evaluated(1)

  const start = await heal(loaded, deps, prompt, end)
  const first =
    request.variant === undefined || request.variant === 0 ? undefined : await otherToken(request.variant, deps, start)
  const reason = await write(loaded, request, deps, start, first, emit)
  emit({ kind: 'end', reason, figures: costs.figures() })
}

/** The `variant`-th likeliest token after the likeliest one, to begin a different answer with. */
async function otherToken(variant: number, deps: DecoderDeps, start: Start): Promise<Token | undefined> {
  const { warm, ticket, costs, reuse } = deps
  return warm.after([start.evaluated], reuse, ticket, costs, async () => {
    return [...(await warm.likeliest(start.last, variant + 1)).keys()][variant]
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
  const tokenText = new TokenText(loaded.vocabulary.bytes)
  const stops = new StopTexts(request.stop ?? [])
  let { logP } = start
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
