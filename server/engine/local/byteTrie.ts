import type { Token } from 'node-llama-cpp'
import type { TokenBytes } from './tokenBytes.ts'

/** Tokens that begin alike: those of the order from `start` up to `end`. */
interface Node {
  readonly start: number
  readonly end: number
}

/**
 * A trie over the bytes of all tokens, kept as their sorted list: a node is the run of tokens that begin with the same bytes, and its
 * children are found in it by bisection. So it costs four bytes a token, and knows how many tokens stand below a node.
 */
export class ByteTrie {
  readonly #bytes: TokenBytes
  readonly #order: Uint32Array

  constructor(bytes: TokenBytes) {
    this.#bytes = bytes
    this.#order = sorted(bytes)
  }

  /** Tokens whose bytes start with `bytes`, or are the beginning of them: the choices that keep `bytes` as they were typed. */
  tokensFor(bytes: Uint8Array): readonly Token[] {
    return this.#nodesFor(bytes).flatMap(({ start, end }) => [...this.#order.subarray(start, end)] as Token[])
  }

  /** How many `tokensFor` gives, without listing them: after a blank it is a third of the vocabulary. */
  countFor(bytes: Uint8Array): number {
    return this.#nodesFor(bytes).reduce((sum, { start, end }) => sum + end - start, 0)
  }

  /** The tokens that are beginnings of `bytes`, for each length that has some; then the node of those that start with all of them. */
  #nodesFor(bytes: Uint8Array): readonly Node[] {
    const found: Node[] = []
    let node: Node = { start: 0, end: this.#order.length }
    for (const [depth, byte] of bytes.entries()) {
      const ended = this.#firstWhere(node, (token) => this.#bytes.of(token).length > depth)
      if (ended > node.start) found.push({ start: node.start, end: ended })
      const rest = { start: ended, end: node.end }
      node = {
        start: this.#firstWhere(rest, (token) => (this.#bytes.of(token)[depth] ?? 0) >= byte),
        end: this.#firstWhere(rest, (token) => (this.#bytes.of(token)[depth] ?? 0) > byte),
      }
    }
    return [...found, node]
  }

  /** The first place in the node whose token passes, when all after it pass too; the node's end where none does. */
  #firstWhere({ start, end }: Node, passes: (token: Token) => boolean): number {
    let low = start
    let high = end
    while (low < high) {
      const middle = (low + high) >> 1
      if (passes(this.#order[middle] as Token)) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** The tokens that have bytes, in the order of these; equal ones by number. */
function sorted(bytes: TokenBytes): Uint32Array {
  // As strings of one character a byte: the engine compares these fastest.
  const words = Array.from({ length: bytes.count }, (_, token) => Buffer.from(bytes.of(token as Token)).toString('latin1'))
  const tokens = words.flatMap((word, token) => (word === '' ? [] : [token]))
  const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return Uint32Array.from(tokens.sort((a, b) => before(words[a] ?? '', words[b] ?? '') || a - b))
}
