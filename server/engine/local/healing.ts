import type { Token } from 'node-llama-cpp'
import type { Vocabulary } from './vocabulary.ts'
import type { WarmSequence } from './warmSequence.ts'

/**
 * Typed text rarely ends where a token ends: `arr[` is one token when followed by `i`, another when followed by `0`. Healing takes the
 * last token off and lets the model choose among the tokens that spell the same characters and may go on beyond them.
 */
export function takeLastTokenOff(
  typed: readonly Token[],
  textOf: (tokens: readonly Token[], before: readonly Token[]) => string,
): { readonly kept: readonly Token[]; readonly removed: string } {
  for (let length = typed.length - 1; length >= 0; length -= 1) {
    const removed = textOf(typed.slice(length), typed.slice(0, length))
    // A token that holds a part of a character has no text of its own; take off until the character is whole.
    if (!removed.includes('\uFFFD')) return { kept: typed.slice(0, length), removed }
  }
  return { kept: typed, removed: '' }
}

/** Up to this many tokens the engine compares each with the whole vocabulary faster than it sorts it. */
const shortList = 48
const likeliestTokens = 256

/**
 * Evaluates `token` and gives the likeliest next token that spells `text`, its beginning, or `text` and more; undefined when the
 * vocabulary has none.
 */
export async function chooseSpelling(
  warm: WarmSequence,
  vocabulary: Vocabulary,
  token: Token,
  text: string,
): Promise<Token | undefined> {
  const allowed = vocabulary.startingWithOrIn(text)
  if (allowed.length > shortList) {
    const length = warm.length
    const permitted = new Set(allowed)
    const likely = (await warm.likeliest(token, likeliestTokens)).find((candidate) => permitted.has(candidate))
    if (likely !== undefined) return likely
    await warm.trim(length)
  }
  const [place] = await warm.evaluate([{ token, ask: allowed }])
  const ranked = [...(place?.logPs ?? [])].sort(([a, logPa], [b, logPb]) => logPb - logPa || a - b)
  return ranked[0]?.[0]
}
