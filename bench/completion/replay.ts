import { setTimeout as wait } from 'node:timers/promises'
import type { SyntaxParser } from '../../server/context/parser.ts'
import { Editor, type Key } from './editor.ts'
import type { Hole } from './holes/hole.ts'
import { processorSeconds, whenQuiet } from './processTime.ts'
import type { ReplayRecord } from './records.ts'
import { factsOf, judged } from './single.ts'
import { type System, workBetween } from './systems/system.ts'
import { Watcher } from './watcher.ts'

export interface Pace {
  readonly keyMs: number
  readonly afterOpeningMs: number
  readonly atHoleMs: number
  readonly afterLastKeyMs: number
}

/**
 * Opens a file, goes to the hole, and types what is missing. Keys come on time, whether or not the system is ready; each aborts what the
 * key before it asked for.
 */
export async function replay(
  system: System,
  hole: Hole,
  keys: readonly Key[],
  pace: Pace,
  parser: SyntaxParser,
): Promise<ReplayRecord> {
  const secondsAtStart = processorSeconds(system.pid)
  const spentAtStart = await system.spent()
  const editor = new Editor(hole.before, hole.after)
  await system.open(hole)
  await system.place({ text: editor.now.text, offset: 0 })
  await wait(pace.afterOpeningMs)
  await system.place(editor.now)
  await wait(pace.atHoleMs)

  const secondsAtFirstKey = processorSeconds(system.pid)
  const spentAtFirstKey = await system.spent()
  const watcher = new Watcher(hole, editor, () => performance.now())
  const failures = await typeKeys(system, editor, watcher, keys, pace)
  await system.close()
  const secondsAtEnd = await whenQuiet(system.pid)
  const spentAtEnd = await system.spent()

  const shown = []
  for (const { text, before, expected } of watcher.shownTexts) shown.push(await judged(text, hole, before, expected, parser))
  return {
    system: system.name,
    hole: factsOf(hole),
    keys: watcher.keys,
    shown,
    changes: watcher.changes,
    ...watcher.counts,
    before: { seconds: secondsAtFirstKey - secondsAtStart, spent: workBetween(spentAtStart, spentAtFirstKey) },
    typing: { seconds: secondsAtEnd - secondsAtFirstKey, spent: workBetween(spentAtFirstKey, spentAtEnd) },
    failures,
  }
}

/** Gives the number of answers that failed. */
async function typeKeys(system: System, editor: Editor, watcher: Watcher, keys: readonly Key[], pace: Pace): Promise<number> {
  const startedAt = performance.now()
  const answers: Promise<void>[] = []
  let controller = new AbortController()
  let failures = 0
  for (const [index, key] of keys.entries()) {
    await wait(Math.max(0, startedAt + index * pace.keyMs - performance.now()))
    controller.abort()
    controller = new AbortController()
    watcher.beforeKey()
    editor.press(key)
    const { version } = editor
    watcher.pressed(key)
    const take = async (asked: ReturnType<System['key']>) => {
      try {
        watcher.answered(index, await asked, version)
      } catch (error) {
        failures += 1
        console.error(`${system.name}: ${error instanceof Error ? error.message : error}`)
      }
    }
    answers.push(take(system.key(editor.now, controller.signal)))
  }
  await wait(pace.afterLastKeyMs)
  watcher.end()
  controller.abort()
  await Promise.all(answers)
  return failures
}
