import type { Engine, FimPrompt } from '../../../engine/engine.ts'
import { inStyle, isUsableName, type NameStyle } from './names.ts'

/** A place for a name in a text. `before` and `after` do not say the name themselves, because the model would merely repeat it. */
export interface NamePlace {
  readonly before: string
  readonly after: string
  readonly path: string
}

export interface NameAsk {
  readonly place: NamePlace
  readonly style: NameStyle
  /** Names that mean something already. */
  readonly taken: ReadonlySet<string>
  /** Names that the code suggests, in any style. */
  readonly suggested: readonly string[]
}

export interface RankedName {
  readonly name: string
  /** log P of exactly this name at the place, in nats. */
  readonly logP: number
}

/** A name has few tokens; what is longer is code. */
const mostTokens = 10
/** The likeliest text, and those that begin with the next likeliest tokens. */
const variants = [0, 1, 2]
const shared = { lane: 'user', sequence: 'review' } as const
/** Characters around the place that the model sees. */
const contextBefore = 3000
const contextAfter = 2000

/** Names that fit a place, the likeliest first: what the model would write there, and what the code suggests. None without a model. */
export async function rankedNames(
  { place, style, taken, suggested }: NameAsk,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly RankedName[]> {
  const { prompt, lead } = promptOf(place)
  const written: string[] = []
  for (const variant of variants) written.push(await writtenName(prompt, variant, engine, signal))
  const styled = [...written, ...suggested].map((name) => inStyle(name, style))
  const usable = [...new Set(styled)].filter((name) => isUsableName(name, taken))
  return await scored(usable, prompt, lead, engine, signal)
}

/** Names by their log P at a place, the likeliest first; in the given order where the engine tells no probabilities. */
export async function scoredNames(
  names: readonly string[],
  place: NamePlace,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly RankedName[]> {
  const { prompt, lead } = promptOf(place)
  return await scored(names, prompt, lead, engine, signal)
}

async function scored(names: readonly string[], prompt: FimPrompt, lead: string, engine: Engine, signal: AbortSignal) {
  if (names.length === 0 || engine.score === undefined) return names.map((name) => ({ name, logP: 0 }))
  const continuations = names.map((name) => lead + name)
  const scores = await engine.score({ ...shared, prompt, continuations, ends: true }, signal)
  return names
    .map((name, index) => {
      const { logPs = [], endLogP = 0 } = scores[index] ?? {}
      return { name, logP: logPs.reduce((sum, each) => sum + each, endLogP) }
    })
    .toSorted((a, b) => b.logP - a.logP)
}

async function writtenName(prompt: FimPrompt, variant: number, engine: Engine, signal: AbortSignal): Promise<string> {
  let text = ''
  const request = { ...shared, prompt, variant, maxTokens: mostTokens, stop: ['(', '=', ':', ';', '\n'] }
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'text') text += delta.text
  return /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(text)?.[1] ?? ''
}

/** Models join the blank in front of a word to the word. */
function promptOf({ before, after, path }: NamePlace): { readonly prompt: FimPrompt; readonly lead: string } {
  const lead = before.endsWith(' ') ? ' ' : ''
  const prefix = before.slice(-contextBefore, before.length - lead.length)
  return { prompt: { kind: 'fim', prefix, suffix: after.slice(0, contextAfter), typed: '', path }, lead }
}
