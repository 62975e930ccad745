import type { Token } from 'node-llama-cpp'
import type { ScoredText, ScoreRequest } from '../engine.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import type { LoadedModel } from './loadedModel.ts'
import { promptTokens } from './promptTokens.ts'
import type { Turn } from './turn.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { CacheParts, Place, Reuse, WarmSequence } from './warmSequence.ts'

/** Continuations that begin alike share a path, so that each distinct beginning is evaluated once. */
interface TrieNode {
  readonly token: Token
  readonly children: Map<Token, TrieNode>
  /** Probabilities of the children; set once the node was evaluated. */
  place?: Place
}

interface ScoreDeps {
  readonly warm: WarmSequence
  readonly reuse: Reuse
  readonly ticket: Ticket
  readonly costs: Costs
}

/** log P of each continuation after the prompt. */
export async function score(
  loaded: LoadedModel,
  request: ScoreRequest,
  { ticket, costs, client }: Turn,
): Promise<readonly ScoredText[]> {
  const { model } = loaded
  const warm = loaded.sequences.of(request, client)
  const { fixed, typed } = promptTokens(model, request.prompt)
  const prompt = [...fixed, ...typed]
  const continuations = request.continuations.map((text) => model.tokenize(text))

  const ends = request.ends === true ? loaded.vocabulary.ends : []
  const root = trieOf(prompt.at(-1) as Token, [
    ...continuations,
    ...continuations.flatMap((tokens) => ends.map((end) => [...tokens, end])),
  ])
  const evaluated = prompt.slice(0, -1)
  const reuse = request.reuse ?? 'exact'
  await warm.prefill(evaluated, reuse, ticket, costs)
  if (root.children.size > 0) await visit({ warm, reuse, ticket, costs }, root, [evaluated])

  const figures = costs.figures()
  return continuations.map((tokens) => {
    const places = placesOf(root, tokens)
    const end = ends.length === 0 ? undefined : placesOf(root, [...tokens, ends[0] as Token])[tokens.length]
    return {
      logPs: tokens.map((token, index) => places[index]?.logPs.get(token) ?? Number.NEGATIVE_INFINITY),
      lengths: textLengths(tokens, loaded.vocabulary),
      preferred: places.map((place) => ({ text: loaded.vocabulary.textOf([place.preferred]), logP: place.preferredLogP })),
      ...(end === undefined ? {} : { endLogP: logSum(ends.map((token) => end.logPs.get(token) ?? Number.NEGATIVE_INFINITY)) }),
      figures,
    }
  })
}

/** Log of the sum of probabilities that are given by their logs. */
function logSum(logPs: readonly number[]): number {
  const most = Math.max(...logPs)
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log(logPs.reduce((sum, logP) => sum + Math.exp(logP - most), 0))
}

function trieOf(token: Token, continuations: readonly (readonly Token[])[]): TrieNode {
  const root: TrieNode = { token, children: new Map() }
  for (const tokens of continuations) {
    let node = root
    for (const next of tokens) {
      const child: TrieNode = node.children.get(next) ?? { token: next, children: new Map() }
      node.children.set(next, child)
      node = child
    }
  }
  return root
}

/** Evaluates the node and everything below it that has children; `before` is what the cache holds in front of the node. */
async function visit(deps: ScoreDeps, node: TrieNode, before: CacheParts): Promise<void> {
  const { warm, reuse, ticket, costs } = deps
  const chain = chainFrom(node, warm.sliceTokens)
  const places = await warm.after(before, reuse, ticket, costs, () =>
    warm.evaluate(chain.map(({ token, children }) => ({ token, ask: [...children.keys()] }))),
  )
  costs.evaluated(chain.length)
  chain.forEach((link, index) => {
    const place = places[index]
    if (place !== undefined) link.place = place
  })
  const path: CacheParts = [...before, chain.map(({ token }) => token)]
  for (const child of chain.at(-1)?.children.values() ?? []) {
    if (child.children.size > 0) await visit(deps, child, path)
  }
}

/** The node and its only children, as far as a slice goes and the path neither branches nor ends. */
function chainFrom(node: TrieNode, limit: number): readonly TrieNode[] {
  const chain = [node]
  for (;;) {
    const [only, another] = [...(chain.at(-1)?.children.values() ?? [])]
    if (only === undefined || another !== undefined || only.children.size === 0 || chain.length >= limit) return chain
    chain.push(only)
  }
}

function placesOf(root: TrieNode, tokens: readonly Token[]): readonly Place[] {
  const places: Place[] = []
  let node: TrieNode | undefined = root
  for (const token of tokens) {
    if (node?.place === undefined) break
    places.push(node.place)
    node = node.children.get(token)
  }
  return places
}

/** UTF-16 lengths that sum to the text's: a character whose bytes are spread over tokens counts for the token that completes it. */
function textLengths(tokens: readonly Token[], vocabulary: Vocabulary): readonly number[] {
  let whole = 0
  return tokens.map((_, index) => {
    const text = vocabulary.textOf(tokens.slice(0, index + 1))
    // The text itself may end with U+FFFD; only before its end does that mean a character that is not whole yet.
    const known = index === tokens.length - 1 ? text : text.replace(/\uFFFD+$/, '')
    const length = known.length - whole
    whole = known.length
    return length
  })
}
