import type { Token } from 'node-llama-cpp'
import type { ScoredText, ScoreRequest } from '../engine.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import type { LoadedModel } from './loadedModel.ts'
import { promptTokens } from './promptTokens.ts'
import type { Place, WarmSequence } from './warmSequence.ts'

/** Continuations that begin alike share a path, so that each distinct beginning is evaluated once. */
interface TrieNode {
  readonly token: Token
  readonly children: Map<Token, TrieNode>
  /** Probabilities of the children; set once the node was evaluated. */
  place?: Place
}

/** log P of each continuation after the prompt. */
export async function score(
  loaded: LoadedModel,
  request: ScoreRequest,
  ticket: Ticket,
  costs: Costs,
): Promise<readonly ScoredText[]> {
  const { model } = loaded
  const warm = loaded.sequences[request.sequence]
  const { fixed, typed } = promptTokens(model, request.prompt)
  const prompt = [...fixed, ...typed]
  const continuations = request.continuations.map((text) => model.tokenize(text))

  const root = trieOf(prompt.at(-1) as Token, continuations)
  const evaluated = prompt.slice(0, -1)
  const cached = await warm.prefill(evaluated, request.reuse ?? 'exact', ticket, costs)
  const scored = root.children.size === 0 ? 0 : await visit(warm, root, evaluated, ticket, costs)
  costs.prompt(evaluated.length + scored, cached)

  const figures = costs.figures()
  return continuations.map((tokens) => {
    const places = placesOf(root, tokens)
    return {
      logPs: tokens.map((token, index) => places[index]?.logPs.get(token) ?? Number.NEGATIVE_INFINITY),
      lengths: textLengths(tokens, (part) => model.detokenize(part, false)),
      preferred: places.map((place) => ({ text: loaded.vocabulary.textOf(place.preferred), logP: place.preferredLogP })),
      figures,
    }
  })
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
async function visit(
  warm: WarmSequence,
  node: TrieNode,
  before: readonly Token[],
  ticket: Ticket,
  owner: object,
): Promise<number> {
  const chain = chainFrom(node, warm.sliceTokens)
  const places = await ticket.run(async () => {
    await warm.restore(before, owner)
    return warm.evaluate(chain.map(({ token, children }) => ({ token, ask: [...children.keys()] })))
  })
  chain.forEach((link, index) => {
    const place = places[index]
    if (place !== undefined) link.place = place
  })
  const path = [...before, ...chain.map(({ token }) => token)]
  let evaluated = chain.length
  for (const child of chain.at(-1)?.children.values() ?? []) {
    if (child.children.size > 0) evaluated += await visit(warm, child, path, ticket, owner)
  }
  return evaluated
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
function textLengths(tokens: readonly Token[], detokenize: (tokens: readonly Token[]) => string): readonly number[] {
  let whole = 0
  return tokens.map((_, index) => {
    const text = detokenize(tokens.slice(0, index + 1)).replace(/\uFFFD+$/, '')
    const length = text.length - whole
    whole = text.length
    return length
  })
}
