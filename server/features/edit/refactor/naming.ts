import type { Engine, TextPrompt } from '../../../engine/engine.ts'
import { inStyle, isUsableName, type NameStyle } from './names.ts'

/** Code that is to have a name. */
export interface NamedCode {
  /** What `code` is: a variable's value, a function's body, or lines in which `_` stands for the name. */
  readonly kind: 'value' | 'body' | 'uses'
  readonly code: string
  /** The function around it, or a word for the file. */
  readonly within: string
}

export interface NameAsk {
  readonly named: NamedCode
  readonly style: NameStyle
  /** Names that mean something already. */
  readonly taken: ReadonlySet<string>
  /** Names that the code suggests, in any style. */
  readonly suggested: readonly string[]
}

export interface RankedName {
  readonly name: string
  /** log P of exactly this name for the code, in nats. */
  readonly logP: number
}

/** A name has few tokens; what is longer is code. */
const mostTokens = 12
/** The likeliest name, and those that begin with the next likeliest tokens. */
const variants = [0, 1, 2, 3]
const shared = { lane: 'user', sequence: 'review' } as const
const mostLines = 14
const mostCharacters = 700

/**
 * Names that fit code, the likeliest first: what the model would call it, and what the code suggests. The model goes on with a list of examples,
 * because small ones put an example's kind of name where an instruction gives them a sentence.
 */
export async function rankedNames(ask: NameAsk, engine: Engine, signal: AbortSignal): Promise<readonly RankedName[]> {
  const { named, style, taken, suggested } = ask
  const prompt = promptOf(named, style)
  const written: string[] = []
  for (const variant of variants) written.push(await writtenName(prompt, variant, engine, signal))
  const styled = [...written, ...suggested].map((name) => inStyle(name, style))
  const usable = [...new Set(styled)].filter((name) => isUsableName(name, taken))
  return await scoredNames(usable, named, style, engine, signal)
}

/** Names by their log P for code, the likeliest first; in the given order where the engine tells no probabilities. */
export async function scoredNames(
  names: readonly string[],
  named: NamedCode,
  style: NameStyle,
  engine: Engine,
  signal: AbortSignal,
): Promise<readonly RankedName[]> {
  if (names.length === 0 || engine.score === undefined) return names.map((name) => ({ name, logP: 0 }))
  // With the line's end, so that a name is not the likelier for being the beginning of a longer one.
  const continuations = names.map((name) => ` ${name}\n`)
  const scores = await engine.score({ ...shared, prompt: promptOf(named, style), continuations }, signal)
  return names
    .map((name, index) => ({ name, logP: (scores[index]?.logPs ?? []).reduce((sum, each) => sum + each, 0) }))
    .toSorted((a, b) => b.logP - a.logP)
}

async function writtenName(prompt: TextPrompt, variant: number, engine: Engine, signal: AbortSignal): Promise<string> {
  let text = ''
  const request = { ...shared, prompt, variant, maxTokens: mostTokens, stop: ['\n'] }
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'text') text += delta.text
  // Anything behind the name makes it an expression, which is no name.
  return /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*$/u.exec(text)?.[1] ?? ''
}

function promptOf({ kind, code, within }: NamedCode, style: NameStyle): TextPrompt {
  const { title, examples } = lists[kind]
  const shown = examples.map(([where, example, name]) => entry(where, example, inStyle(name, style)))
  return { kind: 'text', text: [title, ...shown, `${entry(within, inShort(code), '').trimEnd()}`].join('\n\n') }
}

function entry(within: string, code: string, name: string): string {
  return `in ${within}:\n  ${code}\nname: ${name}`
}

/** The first lines, none of them empty: one empty line ends an entry. */
function inShort(code: string): string {
  const lines = code.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  return lines.slice(0, mostLines).join('\n').slice(0, mostCharacters).trim()
}

type Example = readonly [within: string, code: string, name: string]

const lists: Readonly<Record<NamedCode['kind'], { readonly title: string; readonly examples: readonly Example[] }>> = {
  value: {
    title: '# Variables with good names, by their values.',
    examples: [
      ['area', 'width * height', 'area'],
      ['printReport', 'lines.map((line) => line.trim()).filter((line) => line !== "")', 'trimmedLines'],
      ['login', 'user !== undefined && user.active', 'isActiveUser'],
      ['schedule', 'Date.now() - job.startedAt', 'elapsedMs'],
    ],
  },
  body: {
    title: '# Functions with good names, by their bodies.',
    examples: [
      ['printBill', 'const net = price * count\n  return net * (1 + tax)', 'grossPrice'],
      ['parse', 'const lines = text.split("\\n")\n  return lines.filter((line) => !line.startsWith("#"))', 'withoutComments'],
      ['main', 'for (const user of users) {\n    if (user.expired) user.remove()\n  }', 'removeExpiredUsers'],
    ],
  },
  uses: {
    title: '# Variables with good names, by their uses.',
    examples: [
      ['area', 'return _ * height', 'width'],
      ['printReport', 'for (const line of _) print(line)', 'lines'],
      ['login', 'if (_.active) start(_.session)', 'user'],
      ['schedule', 'wait(_ * 1000)', 'seconds'],
    ],
  },
}
