import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import type { CompletionRequest, Engine } from '../../server/engine/engine.ts'
import { randomNumbers } from '../cuts.ts'

/** A document in which somebody writes: what stands before and after the place, and what is typed there key by key. */
export interface Place {
  readonly name: string
  readonly prefix: string
  readonly suffix: string
  readonly typed: string
}

/** How a completion ended for whoever waited for it. */
export interface Asked {
  readonly place: string
  readonly startedMs: number
  readonly firstTextMs?: number
  readonly endedMs: number
  /** The error's own words; absent where it came to its end. */
  readonly failure?: string
}

export interface Load {
  readonly developers: number
  readonly rounds: number
  readonly maxTokens: number
}

/** Characters of a prompt before and after the place: some 700 tokens together. */
const around = { before: 1600, after: 800 }

/** Places in this repository's own files; `mark` makes the prompts of one run differ from those of another from their first token on. */
export function placesOf(count: number, seed: number, mark: string): readonly Place[] {
  const random = randomNumbers(seed)
  const files = globSync('server/**/*.ts').toSorted()
  const texts = files.map((path) => ({ path, text: readFileSync(path, 'utf8') })).filter(({ text }) => text.length > 4000)
  return Array.from({ length: count }, (_, index) => {
    const { path, text } = texts.splice(Math.floor(random() * texts.length), 1)[0] ?? { path: '', text: '' }
    const lineStart = text.lastIndexOf('\n', around.before) + 1
    const lineEnd = text.indexOf('\n', lineStart + 1)
    return {
      name: path,
      prefix: `// ${mark} ${index} ${path}\n${text.slice(0, lineStart)}`,
      suffix: text.slice(lineEnd, lineEnd + around.after),
      typed: text.slice(lineStart, lineEnd),
    }
  })
}

/**
 * Developers who write at the same time: each goes from one of their places to the next, and asks for a completion after some more keys.
 * `onAsked` hears of every completion that ended, well or not.
 */
export async function write(
  engine: Engine,
  places: readonly Place[],
  load: Load,
  onAsked: (asked: Asked) => void,
): Promise<void> {
  const writers = Array.from({ length: load.developers }, (_, writer) =>
    places.filter((_, index) => index % load.developers === writer),
  )
  await Promise.all(
    writers.map(async (own) => {
      for (let round = 1; round <= load.rounds; round++) {
        for (const place of own) onAsked(await complete(engine, place, round / load.rounds, load.maxTokens))
      }
    }),
  )
}

async function complete(
  engine: Engine,
  { name, prefix, suffix, typed }: Place,
  share: number,
  maxTokens: number,
): Promise<Asked> {
  const startedMs = performance.now()
  const request: CompletionRequest = {
    lane: 'interactive',
    sequence: 'completion',
    prompt: { kind: 'fim', prefix, suffix, typed: typed.slice(0, Math.floor(typed.length * share)) },
    maxTokens,
  }
  let firstTextMs: number | undefined
  const outcome = (failure?: string): Asked => ({
    place: name,
    startedMs,
    ...(firstTextMs === undefined ? {} : { firstTextMs }),
    endedMs: performance.now(),
    ...(failure === undefined ? {} : { failure }),
  })
  try {
    for await (const delta of engine.complete(request, AbortSignal.timeout(120_000))) {
      if (delta.kind === 'text') firstTextMs ??= performance.now()
    }
    return outcome()
  } catch (error) {
    return outcome(error instanceof Error ? error.message : String(error))
  }
}
