import type { Token } from 'node-llama-cpp'
import type { DecoderDeps } from './decoder.ts'
import type { LoadedModel } from './loadedModel.ts'
import type { TokenBytes } from './tokenBytes.ts'
import { beginsInsideCharacter, endsInsideCharacter, textOfBytes } from './utf8.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { WarmSequence } from './warmSequence.ts'

/** The end of the typed text, taken off: `tokens` are the tokeniser's own spelling of `bytes`, which are whole characters. */
export interface TypedEnd {
  readonly kept: readonly Token[]
  readonly tokens: readonly Token[]
  readonly bytes: Uint8Array
}

/** Where generation starts: `evaluated` is in the cache, `last` comes next, `text` was written beyond the typed text already. */
export interface Start {
  readonly evaluated: readonly Token[]
  readonly last: Token
  readonly text: string
  /** How sure the model was of that text: log P of its tokens among those that keep what was typed. */
  readonly logP: number
}

/** A word in the making is taken back by at most this many tokens: each is spelled again in a step of its own. */
const longestTaken = 4

/**
 * Typed text rarely ends where a token ends: `arr[` is one token when followed by `i`, another when followed by `0`. Healing takes the
 * last token off and lets the model choose among the tokens that spell the same bytes and may go on beyond them. A word in the making is
 * taken off as a whole: ` ret` and `u` do not lead to ` return`. So is a character whose bytes are spread over tokens.
 */
export function takeEndOff(typed: readonly Token[], vocabulary: TokenBytes): TypedEnd {
  let end: TypedEnd = { kept: typed, tokens: [], bytes: new Uint8Array() }
  for (let length = typed.length - 1; length >= 0; length -= 1) {
    // What has no bytes cannot be spelled again.
    if (vocabulary.of(typed[length] as Token).length === 0) return end
    const tokens = typed.slice(length)
    const bytes = vocabulary.join(tokens)
    if (beginsInsideCharacter(bytes)) continue
    if (end.tokens.length > 0 && tokens.length > longestTaken) return end
    end = { kept: typed.slice(0, length), tokens, bytes }
    // Four tokens hold at least the last character.
    const before = textOfBytes(vocabulary.join(end.kept.slice(-4)))
    if (tokens.length >= longestTaken || !isWithinWord(before, textOfBytes(bytes))) return end
  }
  return end
}

/** In `fooBar` and `foo_bar` the parts are words: tokens rarely reach across them. */
function isWithinWord(before: string, after: string): boolean {
  return /\p{L}$/u.test(before) && /^\p{Ll}/u.test(after)
}

/**
 * Spells the end again, token by token, after `prompt`, which ends with what was kept of the typed text. Where the last token goes on
 * into a further character, that one is written to its end, so that text and tokens stop at the same place.
 */
export async function heal(
  { vocabulary }: Pick<LoadedModel, 'vocabulary'>,
  { warm, ticket, costs, reuse }: DecoderDeps,
  prompt: readonly Token[],
  end: TypedEnd,
): Promise<Start> {
  const tokens = [...prompt]
  let spelled: Uint8Array = new Uint8Array()
  let logP = 0
  while (spelled.length < end.bytes.length || endsInsideCharacter(spelled)) {
    const remaining = end.bytes.subarray(spelled.length)
    const next = await warm.after([tokens.slice(0, -1)], reuse, ticket, costs, () =>
      remaining.length > 0
        ? chooseSpelling(warm, vocabulary, tokens.at(-1) as Token, remaining)
        : likeliestThat(warm, vocabulary, tokens.at(-1) as Token, beginsInsideCharacter),
    )
    if (next === undefined) return startAfter([...prompt, ...end.tokens], '', 0)
    costs.generated(1)
    tokens.push(next.token)
    logP += next.logP
    spelled = Buffer.concat([spelled, vocabulary.bytes.of(next.token)])
  }
  return startAfter(tokens, textOfBytes(spelled.subarray(end.bytes.length)), logP)
}

function startAfter(tokens: readonly Token[], text: string, logP: number): Start {
  return { evaluated: tokens.slice(0, -1), last: tokens.at(-1) as Token, text, logP }
}

/** The chosen token, and its log P among the tokens that were allowed. */
export interface Choice {
  readonly token: Token
  readonly logP: number
}

/** Up to this many tokens the engine compares each with the whole vocabulary faster than it sorts it. */
const shortList = 48
const likeliestTokens = 256

/**
 * Evaluates `token` and gives the likeliest next token that spells `bytes`, their beginning, or `bytes` and more; undefined when the
 * vocabulary has none. Runs within one step.
 */
export async function chooseSpelling(
  warm: WarmSequence,
  vocabulary: Vocabulary,
  token: Token,
  bytes: Uint8Array,
): Promise<Choice | undefined> {
  const choices = vocabulary.trie.countFor(bytes)
  if (choices === 0) return undefined
  if (choices > shortList) return likeliestThat(warm, vocabulary, token, (each) => beginAlike(each, bytes))
  const [place] = await warm.evaluate([{ token, ask: vocabulary.trie.tokensFor(bytes) }])
  return likeliestOf([...(place?.logPs ?? [])])
}

/** Evaluates `token` and gives the likeliest next token whose bytes pass; looks at all only where none of the likely ones does. */
async function likeliestThat(
  warm: WarmSequence,
  vocabulary: Vocabulary,
  token: Token,
  passes: (bytes: Uint8Array) => boolean,
): Promise<Choice | undefined> {
  const { length } = warm
  const permitted = async (count: number) =>
    likeliestOf([...(await warm.likeliest(token, count))].filter(([each]) => passes(vocabulary.bytes.of(each))))
  const likely = await permitted(likeliestTokens)
  if (likely !== undefined) return likely
  await warm.trim(length)
  return permitted(vocabulary.bytes.count)
}

/** Of tokens with log-probabilities up to a common constant. */
function likeliestOf(tokens: readonly (readonly [Token, number])[]): Choice | undefined {
  const [first] = [...tokens].sort(([a, logPa], [b, logPb]) => logPb - logPa || a - b)
  if (first === undefined) return undefined
  const [token, best] = first
  return { token, logP: -Math.log(tokens.reduce((sum, [, logP]) => sum + Math.exp(logP - best), 0)) }
}

/** Whether one is the beginning of the other. */
function beginAlike(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return false
  return length > 0
}
