import type { Token } from 'node-llama-cpp'
import type { Vocabulary } from './vocabulary.ts'
import type { WarmSequence } from './warmSequence.ts'

/** A word in the making is taken back by at most this many tokens: each is spelled again in a step of its own. */
const longestTaken = 4

/**
 * Typed text rarely ends where a token ends: `arr[` is one token when followed by `i`, another when followed by `0`. Healing takes the
 * last token off and lets the model choose among the tokens that spell the same characters and may go on beyond them. A word in the
 * making is taken off as a whole: ` ret` and `u` do not lead to ` return`.
 */
export function takeEndOff(
  typed: readonly Token[],
  textOf: (tokens: readonly Token[], before: readonly Token[]) => string,
): { readonly kept: readonly Token[]; readonly removed: string } {
  let taken = { kept: typed, removed: '' }
  for (let length = typed.length - 1; length >= 0; length -= 1) {
    const before = typed.slice(0, length)
    const removed = textOf(typed.slice(length), before)
    // A token that holds a part of a character has no text of its own; take off until the character is whole.
    if (removed.includes('\uFFFD')) {
      if (taken.removed !== '') return taken
      continue
    }
    taken = { kept: before, removed }
    if (typed.length - length >= longestTaken || !isWithinWord(textOf(before.slice(-1), before.slice(0, -1)), removed))
      return taken
  }
  return taken
}

/** In `fooBar` and `foo_bar` the parts are words: tokens rarely reach across them. */
function isWithinWord(before: string, after: string): boolean {
  return /\p{L}$/u.test(before) && /^\p{Ll}/u.test(after)
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
