export interface Chunk {
  readonly text: string
  readonly time: number
  readonly filename: string
}
interface LinedChunk {
  readonly chunk: Chunk
  readonly lines: readonly string[]
}

const ringSize = 16
const queueSize = 16
const chunkLines = 64
const scope = 1024
const prefixLines = 256
const suffixLines = 64
const pickDistance = 32
const minimumRestMs = 3000
const tooSimilar = 0.9

/** The extra context of llama.vscode 0.0.63 (src/extra-context.ts): pieces of what was seen, put into the prompt one a second at rest. */
export class ContextRing {
  readonly #random: () => number
  readonly #now: () => number
  #ring: LinedChunk[] = []
  #queue: LinedChunk[] = []
  #lastPick = -9999
  #lastCompletion: number

  constructor(random: () => number, now: () => number) {
    this.#random = random
    this.#now = now
    this.#lastCompletion = now()
  }

  get chunks(): readonly Chunk[] {
    return this.#ring.map(({ chunk }) => chunk)
  }

  completionBegan(): void {
    this.#lastCompletion = this.#now()
  }

  /** `onDidChangeActiveTextEditor`. */
  opened(lines: readonly string[], line: number, filename: string): void {
    this.#pick(lines.slice(Math.max(0, line - chunkLines / 2), line + chunkLines / 2 + 1), filename, true)
  }

  /** `addFimContextChunks`, after an answer. */
  answered(lines: readonly string[], line: number, filename: string): void {
    if (Math.abs(line - this.#lastPick) <= pickDistance) return
    const last = lines.length - 1
    const between = (first: number, end: number) => lines.slice(first, end + 1)
    this.#pick(between(Math.max(0, line - scope), Math.max(0, line - prefixLines)), filename, false)
    this.#pick(between(Math.min(last, line + suffixLines), Math.min(last, line + suffixLines + chunkLines)), filename, false)
    this.#lastPick = line
  }

  /** `periodicRingBufferUpdate`, called once a second: whether the server is to be sent the ring. */
  tick(): boolean {
    const [next] = this.#queue
    if (next === undefined || this.#now() - this.#lastCompletion < minimumRestMs) return false
    this.#queue = this.#queue.slice(1)
    this.#ring = [...this.#ring, next].slice(-ringSize)
    return true
  }

  #pick(lines: readonly string[], filename: string, evict: boolean): void {
    if (lines.length < 3) return
    const picked = lines.length + 1 < chunkLines ? lines : this.#window(lines)
    const chunk = { text: `${picked.join('\n')}\n`, time: this.#now(), filename }
    if (evict) {
      if ([...this.#ring, ...this.#queue].some((each) => each.chunk.text === chunk.text)) return
      const stays = (each: LinedChunk) => similarity(each.lines, picked) <= tooSimilar
      this.#ring = this.#ring.filter(stays)
      this.#queue = this.#queue.filter(stays)
    }
    this.#queue = [...this.#queue, { chunk, lines: picked }].slice(-queueSize)
  }

  #window(lines: readonly string[]): readonly string[] {
    const start = Math.floor(this.#random() * Math.max(0, lines.length - chunkLines / 2 + 1))
    return lines.slice(start, Math.min(start + chunkLines / 2, lines.length))
  }
}

/** Jaccard similarity of two texts' lines. */
export function similarity(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)]
  if (left.size === 0 && right.size === 0) return 1
  const common = [...left].filter((line) => right.has(line)).length
  return common / (left.size + right.size - common)
}
