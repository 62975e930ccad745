import type { Engine, FimPrompt } from '../../../engine/engine.ts'

/** A place in a call at which an argument is missing. */
export interface ValueAsk {
  /** The function as it is declared now. */
  readonly declaration: string
  /** Code from the beginning of the statement or function around the call up to the place. */
  readonly before: string
  /** Code from the place to its end. */
  readonly after: string
  /** Of the parameter. */
  readonly name: string
  /** Names that the file has. */
  readonly known: ReadonlySet<string>
}

const shared = { lane: 'user', sequence: 'review' } as const
const variants = [0, 1, 2]
const mostTokens = 16

/**
 * What may be handed over at a place, the likeliest first: what the model would write there, as far as it is a plain value or a name that the
 * file has. Calls are not among it: a value that somebody did not ask for must do nothing.
 */
export async function valuesFor(ask: ValueAsk, engine: Engine, signal: AbortSignal): Promise<readonly string[]> {
  const values: string[] = []
  for (const variant of variants) {
    const value = plainValue(await written(ask, variant, engine, signal), ask.known)
    if (value !== undefined && !values.includes(value)) values.push(value)
  }
  return values
}

async function written(
  { declaration, before, after }: ValueAsk,
  variant: number,
  engine: Engine,
  signal: AbortSignal,
): Promise<string> {
  const prompt: FimPrompt = { kind: 'fim', prefix: `${declaration}\n\n${before}`, suffix: after, typed: '' }
  let text = ''
  for await (const delta of engine.complete({ ...shared, prompt, variant, maxTokens: mostTokens, stop: ['\n'] }, signal))
    if (delta.kind === 'text') text += delta.text
  return text
}

const plain = /^\s*(?:\w+\s*[=:]\s*)?(-?\d[\d._]*|'[^'\\\n]*'|"[^"\\\n]*"|\[\]|\{\}|[\p{ID_Start}$_][\p{ID_Continue}$.]*)/u
const constants: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'True', 'False', 'None', 'this', 'self'])

/** The value at the beginning of a text, where nothing but an end of the argument follows it. */
function plainValue(text: string, known: ReadonlySet<string>): string | undefined {
  const found = plain.exec(text)
  const value = found?.[1]
  if (value === undefined || !/^\s*($|[,)])/.test(text.slice(found?.[0].length))) return undefined
  const isName = /^[\p{ID_Start}$_]/u.test(value)
  return !isName || constants.has(value) || value.split('.').every((part) => known.has(part)) ? value : undefined
}
