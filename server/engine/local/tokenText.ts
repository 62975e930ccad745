import type { Token } from 'node-llama-cpp'
import type { TokenBytes } from './tokenBytes.ts'

/**
 * Turns tokens into text as they come; the bytes of a character that is not whole yet wait for the next token. By bytes, because
 * `detokenize` drops blanks with some vocabularies: `x ? y` would be written as `x? y` (llama.cpp's `clean_spaces`).
 */
export class TokenText {
  readonly #bytes: TokenBytes
  // Without `ignoreBOM` a byte-order mark at the beginning would be dropped.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  constructor(bytes: TokenBytes) {
    this.#bytes = bytes
  }

  push(token: Token): string {
    return this.#decoder.decode(this.#bytes.of(token), { stream: true })
  }
}
