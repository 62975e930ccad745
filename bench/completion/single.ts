import { setTimeout as wait } from 'node:timers/promises'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { Editor } from './editor.ts'
import type { Hole } from './holes/hole.ts'
import { whenQuiet } from './processTime.ts'
import { breaksSyntax, isExact, keptCharacters, repeatsText } from './quality.ts'
import type { HoleFacts, ShownText, SingleRecord } from './records.ts'
import { type System, workBetween } from './systems/system.ts'

/** Asks once at a hole, after the cursor rested there for a while, and waits as long as it takes. */
export async function askOnce(system: System, hole: Hole, restMs: number, parser: SyntaxParser): Promise<SingleRecord> {
  const editor = new Editor(hole.before, hole.after)
  const before = await system.spent()
  await system.open(hole)
  await system.place(editor.now)
  await wait(restMs)
  const startedAt = performance.now()
  const answer = await system.key(editor.now, new AbortController().signal)
  const ms = performance.now() - startedAt
  await system.close()
  await whenQuiet(system.pid)
  const text = answer.text ?? ''
  return {
    system: system.name,
    hole: factsOf(hole),
    ...(text.trim() === '' ? {} : { shown: await judged(text, hole, hole.before, hole.expected, parser) }),
    exact: isExact(text, hole),
    keptCharacters: keptCharacters(text, hole.expected),
    ms: Math.round(ms),
    spent: workBetween(before, await system.spent()),
  }
}

/** `before` and `expected` are what stood left of the cursor, and what was still missing, when the text was shown. */
export async function judged(
  text: string,
  hole: Hole,
  before: string,
  expected: string,
  parser: SyntaxParser,
): Promise<ShownText> {
  const { path, languageId, after } = hole
  return {
    text,
    repeats: repeatsText(text, after, expected),
    breaksSyntax: await breaksSyntax(parser, { path, languageId, before, after }, text),
  }
}

export function factsOf({ id, kind, language, expected }: Hole): HoleFacts {
  return { id, kind, language, expected }
}
