import type { Lane } from '../protocol/figures.ts'

/** What a step asks of the model. */
export type Work =
  /** Changes what a sequence holds; the model has nothing to do. */
  | { readonly kind: 'prepare' }
  /** Reads so many more tokens of a prompt, or as many of them as it is given. */
  | { readonly kind: 'read'; readonly tokens: number }
  /** Reads one token and tells what comes after it. */
  | { readonly kind: 'write' }

/** How long the rounds of a model take. */
export interface Pace {
  /** Tokens that a round may have. Whoever comes meanwhile waits for its end, and whoever leaves is worked for until then. */
  readonly roundTokens: number
  /**
   * Whether the steps of several take about as long as one's: so on a graphics card. On a processor one token takes 23 ms, two take 75 and four 100 (Qwen2.5-Coder 0.5B,
   * Q4_K_M, one thread), because llama.cpp has a faster way for a single one; and it works off steps of different lengths in batches of equal ones.
   */
  readonly isSharedFree: boolean
}

/** A request of a user of a server that is ready for its next step. */
export interface Wish {
  readonly work: Work
  readonly lane: Lane
  /** When the request came, in milliseconds. */
  readonly since: number
  /** Its user has had text of it. */
  readonly isAnswered: boolean
  /** Tokens that it has written. */
  readonly written: number
  /** Rounds that read somebody's prompt since it had one itself, while it was ready. */
  readonly passed: number
  readonly pace: Pace
}

/** One step of a round: `tokens` is how much of a prompt it may read. */
export interface Share<W extends Wish> {
  readonly wish: W
  readonly tokens: number
}

/**
 * A completion that is younger will most likely be cancelled by the next key: people who type take 239 ms from key to key on average (Dhakal et al., Observations on
 * Typing from 136 Million Keystrokes, 2018).
 */
const typingMs = 250

/**
 * With each token a text counts as so much younger than it is, in milliseconds: of two, the one that has got less goes on, and a long one is never passed
 * for good. It is what several texts at a time should come to each on a processor, 20 tokens a second.
 */
const tokenMs = 50

/** So many rounds that read prompts may pass a text that goes on: on two cores a quarter of a second. */
const mostPassed = 2

/**
 * Whose steps make the next round, which the model works through as one batch. Prompts are read in parts that have to fit into the round together, however many
 * there are. Whoever types is behind who has stopped, because hardly any of these texts is ever seen; what is read of their prompts is, by the next key.
 */
export function nextRound<W extends Wish>(wishes: readonly W[], now: number): readonly Share<W>[] {
  const [first] = wishes
  if (first === undefined) return []
  const preparing = doing(wishes, 'prepare')
  if (preparing.length > 0) return preparing.map(writes)
  const byAge = wishes.toSorted((one, other) => one.since - other.since)
  const isTyping = ({ lane, since }: Wish) => lane === 'interactive' && now - since < typingMs
  const [standing, typing] = [byAge.filter((wish) => !isTyping(wish)), byAge.filter(isTyping)]
  if (!first.pace.isSharedFree) return [oneOf(standing, typing)].flatMap((each) => each ?? [])
  const writers = doing(wishes, 'write')
  return [...writers.map(writes), ...readParts(doing([...standing, ...typing], 'read'), first.pace.roundTokens - writers.length)]
}

/**
 * A round of one step, where several would take longer than one after the other. First text goes before further text, in the order in which the requests came, except
 * that what goes on is not stopped for longer than a few parts of a prompt. Both lists are in the order of their ages.
 */
function oneOf<W extends Wish>(standing: readonly W[], typing: readonly W[]): Share<W> | undefined {
  const lead = standing.find(({ isAnswered }) => !isAnswered)
  if (lead?.work.kind === 'write') return writes(lead)
  const goingOn = doing(standing, 'write')
  const late = goingOn.filter(({ passed }) => passed >= mostPassed).toSorted((one, other) => other.passed - one.passed)
  const [reader] = doing([...standing, ...typing], 'read')
  const [part] = reader === undefined ? [] : readParts([reader], reader.pace.roundTokens)
  const writer = late[0] ?? (part === undefined ? (leastServed(goingOn) ?? typing[0]) : undefined)
  return writer === undefined ? part : writes(writer)
}

function doing<W extends Wish>(wishes: readonly W[], kind: Work['kind']): readonly W[] {
  return wishes.filter(({ work }) => work.kind === kind)
}

function writes<W extends Wish>(wish: W): Share<W> {
  return { wish, tokens: 0 }
}

function leastServed<W extends Wish>(wishes: readonly W[]): W | undefined {
  const age = ({ since, written }: Wish) => since + written * tokenMs
  return wishes.toSorted((one, other) => age(one) - age(other))[0]
}

/** What each may read of `most` tokens, in their order. */
function readParts<W extends Wish>(readers: readonly W[], most: number): readonly Share<W>[] {
  const parts: Share<W>[] = []
  // Beside very many writers the first of them still goes on.
  let room = Math.max(1, most)
  for (const wish of readers) {
    const tokens = wish.work.kind === 'read' ? Math.min(room, wish.work.tokens) : 0
    if (tokens === 0) break
    parts.push({ wish, tokens })
    room -= tokens
  }
  return parts
}
