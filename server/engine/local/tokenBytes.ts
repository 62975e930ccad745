import type { LlamaModel, Token } from 'node-llama-cpp'

/** What a tokeniser's vocabulary is read from. */
export type TokenSource = Pick<LlamaModel, 'tokenize' | 'detokenize' | 'getTokenAttributes' | 'fileInfo'>

/** Bytes of an ordinary token, from its text in the model file; undefined where the text is not of this kind. */
type Spelling = (text: string) => Uint8Array | undefined

/** The bytes that each token adds to a text, in one block. A token that is no text (control, unknown, unused) has none. */
export class TokenBytes {
  readonly #bytes: Uint8Array
  /** Where the bytes of token n end, and those of token n + 1 begin. */
  readonly #ends: Uint32Array

  constructor(tokens: readonly Uint8Array[]) {
    let end = 0
    this.#ends = Uint32Array.from(tokens, (bytes) => {
      end += bytes.length
      return end
    })
    this.#bytes = joined(tokens)
  }

  /** Tokens in the vocabulary. */
  get count(): number {
    return this.#ends.length
  }

  /** A view: not to be changed. Empty for a token that the vocabulary does not have. */
  of(token: Token): Uint8Array {
    return this.#bytes.subarray(token === 0 ? 0 : this.#ends[token - 1], this.#ends[token])
  }

  join(tokens: readonly Token[]): Uint8Array {
    return joined(tokens.map((token) => this.of(token)))
  }
}

/**
 * Reads the bytes of all tokens. `detokenize` cannot tell them: it gives U+FFFD for a part of a character and, with some vocabularies,
 * drops blanks. How the model file spells bytes is not said there; the spelling that gives a text back from its tokens is the right one.
 */
export function readTokenBytes(model: TokenSource): TokenBytes {
  const texts = model.fileInfo.metadata.tokenizer.ggml.tokens
  const read = (spelling: Spelling) => (text: string, token: number) => bytesOf(model, spelling, text, token as Token)
  const spelling = [byteLevel, sentencePiece].find((each) => givesBack(model, (token) => read(each)(texts[token] ?? '', token)))
  if (spelling !== undefined) return new TokenBytes(texts.map(read(spelling)))
  const front = model.tokenize('\n')
  return new TokenBytes(texts.map((_, token) => detokenized(model, token as Token, front)))
}

const none = new Uint8Array()
const utf8 = (text: string) => Buffer.from(text, 'utf8')

// llama.cpp's own reading, `token_to_piece` in src/llama-vocab.cpp. The types are asked of it, because it corrects those in the file.
function bytesOf(model: TokenSource, spelling: Spelling, text: string, token: Token): Uint8Array {
  const type = model.getTokenAttributes(token)
  if (type.control || type.unknown || type.unused) return none
  if (type.userDefined) return utf8(text)
  if (type.byte) return byteToken(text) ?? none
  return spelling(text) ?? none
}

/** GPT-2 and its kin: each character stands for a byte. */
function byteLevel(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i += 1) {
    const byte = byteOfCharacter.get(text.charCodeAt(i))
    if (byte === undefined) return undefined
    bytes[i] = byte
  }
  return bytes
}

/** Printable bytes stand for themselves, the others for the characters from U+0100 on (GPT-2, encoder.py, `bytes_to_unicode`). */
const byteOfCharacter: ReadonlyMap<number, number> = (() => {
  let next = 0x100
  const isPrintable = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
  return new Map(Array.from({ length: 256 }, (_, byte) => [isPrintable(byte) ? byte : next++, byte]))
})()

/** SentencePiece, also where a model trained with it is stored as pairs to merge (Gemma 4): U+2581 stands for a blank. */
function sentencePiece(text: string): Uint8Array {
  return utf8(text.replaceAll('\u2581', ' '))
}

/** `<0x0A>` is the byte 10. */
function byteToken(text: string): Uint8Array | undefined {
  const [, digits] = /^<0x([0-9A-Fa-f]{2})>$/.exec(text) ?? []
  return digits === undefined ? undefined : Uint8Array.of(Number.parseInt(digits, 16))
}

/** Blanks, a line end, and characters of one to four bytes: no two spellings give it back alike. */
const sample = 'if (x) {\n\treturn  "\u00e9 \u51fd\u6570 \u{1f44d}"'

function givesBack(model: TokenSource, bytesOfToken: (token: Token) => Uint8Array): boolean {
  const text = Buffer.from(joined(model.tokenize(sample).map(bytesOfToken))).toString('utf8')
  // SentencePiece puts a blank in front of a text.
  return text === sample || text === ` ${sample}`
}

/** For vocabularies of another kind, such as WordPiece: the tokens that are whole characters. */
function detokenized(model: TokenSource, token: Token, front: readonly Token[]): Uint8Array {
  // The first token of a text may lose its blank, so that something has to stand in front.
  const text = model.detokenize([token], false, front)
  return text.includes('\uFFFD') ? none : utf8(text)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
