import { type LlamaModel, LlamaVocabularyType, type Token } from 'node-llama-cpp'
import { ByteTrie } from './byteTrie.ts'
import { readTokenBytes, type TokenBytes } from './tokenBytes.ts'

/** What the tokens spell. Each part is built on its first use: for 150,000 tokens 0.1 s and 1.6 MB for the bytes, 0.1 s and 0.6 MB more for the trie. */
export class Vocabulary {
  readonly #model: LlamaModel
  /** SentencePiece drops the blank of a text's first word, so that its words need something in front. */
  readonly #front: readonly Token[]
  #bytes: TokenBytes | undefined
  #trie: ByteTrie | undefined
  #entries: readonly { readonly text: string; readonly token: Token }[] | undefined

  constructor(model: LlamaModel) {
    this.#model = model
    this.#front = model.vocabularyType === LlamaVocabularyType.spm ? model.tokenize('\n') : []
  }

  /** The bytes of each token. */
  get bytes(): TokenBytes {
    this.#bytes ??= readTokenBytes(this.#model)
    return this.#bytes
  }

  /** Finds the tokens that can go on from given bytes. */
  get trie(): ByteTrie {
    this.#trie ??= new ByteTrie(this.bytes)
    return this.#trie
  }

  /** Tokens whose text starts with `text`, or is the beginning of it: the choices that keep `text` as it was typed. */
  startingWithOrIn(text: string): readonly Token[] {
    const entries = this.#sorted()
    const found: Token[] = []
    for (let i = lowerBound(entries, text); entries[i]?.text.startsWith(text); i += 1) found.push(entries[i]?.token as Token)
    for (let length = 1; length < text.length; length += 1) {
      const beginning = text.slice(0, length)
      for (let i = lowerBound(entries, beginning); entries[i]?.text === beginning; i += 1) found.push(entries[i]?.token as Token)
    }
    return found
  }

  /** The text of tokens that follow others; without control tokens, with U+FFFD where they hold only a part of a character. */
  textOf(tokens: readonly Token[], before: readonly Token[] = []): string {
    return this.#model.detokenize(tokens, false, before.length > 0 ? before : this.#front)
  }

  #sorted() {
    this.#entries ??= [...this.#model.iterateAllTokens()]
      .map((token) => ({ text: this.textOf([token]), token }))
      .filter(({ text }) => text !== '' && !text.includes('\uFFFD'))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.token - b.token))
    return this.#entries
  }
}

function lowerBound(entries: readonly { readonly text: string }[], text: string): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.text ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
