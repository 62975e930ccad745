import { createHash } from 'node:crypto'

/**
 * Texts of which most word sequences are the same count as one: of two with at least this share of their sequences in common
 * (Jaccard), the later is left out. 0.85 is what code models are cleaned with (Allamanis 2019, "The adverse effects of code duplication in
 * machine learning models of code", takes 0.8 of tokens; StarCoder 0.85 of 5-grams).
 */
const mostInCommon = 0.85
const wordsInSequence = 5
/** 16 bands of 4: two texts with 0.85 in common meet in at least one with a probability of 1 − (1 − 0.85⁴)¹⁶, which is over 0.9999. */
const bands = 16
const rows = 4

/** Remembers texts, and tells of each next one whether it is nearly one of them. The same texts in the same order give the same answers. */
export class NearDuplicates {
  readonly #exact = new Set<string>()
  readonly #buckets = new Map<string, (readonly number[])[]>()

  /** `exact`: the same but for white space. `new` ones are remembered. */
  look(text: string): 'exact' | 'near' | 'new' {
    const words = text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []
    const whole = createHash('sha256').update(words.join(' ')).digest('hex')
    if (this.#exact.has(whole)) return 'exact'
    const sequences = sequencesOf(words)
    const keys = bandKeys(sequences)
    const candidates = new Set(keys.flatMap((key) => this.#buckets.get(key) ?? []))
    for (const other of candidates) if (inCommon(sequences, other) >= mostInCommon) return 'near'
    this.#exact.add(whole)
    for (const key of keys) this.#buckets.set(key, [...(this.#buckets.get(key) ?? []), sequences])
    return 'new'
  }
}

/** Hashes of all runs of five words, sorted, each once; of a shorter text of the whole. */
function sequencesOf(words: readonly string[]): readonly number[] {
  const runs = Math.max(1, words.length - wordsInSequence + 1)
  const hashes = Array.from({ length: runs }, (_, at) => hashOf(words.slice(at, at + wordsInSequence).join(' ')))
  return [...new Set(hashes)].sort((a, b) => a - b)
}

function inCommon(a: readonly number[], b: readonly number[]): number {
  const others = new Set(b)
  const same = a.filter((each) => others.has(each)).length
  return same / (a.length + b.length - same)
}

/** MinHash: the smallest value of each of 64 hash functions; equal with the probability of what two texts have in common. */
function bandKeys(sequences: readonly number[]): readonly string[] {
  return Array.from({ length: bands }, (_, band) => {
    const smallest = Array.from({ length: rows }, (_, row) => {
      const seed = band * rows + row
      return sequences.reduce((least, value) => Math.min(least, mixed(value, seed)), 0xffffffff)
    })
    return `${band}:${smallest.join(',')}`
  })
}

/** FNV-1a over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** A different function for each seed: the finaliser of MurmurHash3 over value and seed. */
function mixed(value: number, seed: number): number {
  let hash = value ^ Math.imul(seed + 1, 0x9e3779b9)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
