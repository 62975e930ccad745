import { SyntaxParser } from '../../server/context/parser.ts'
import type { FimPrompt } from '../../server/engine/engine.ts'
import type { CorpusFile } from '../completion/corpus.ts'
import { cutLines } from '../cuts.ts'
import { filesInTurn } from '../review/functions.ts'
import { injectedPairs } from '../review/injected.ts'

/** A line cut at a character, as people pause; `rest` should come back. */
export interface CutCase {
  readonly id: string
  readonly prompt: FimPrompt
  readonly rest: string
}

/** A line with a fault and as its package has it, between the lines around them. */
export interface FaultCase {
  readonly id: string
  readonly prompt: FimPrompt
  readonly wrong: string
  readonly right: string
}

/** Characters around the place: some 300 tokens, because a processor reads slowly. */
const around = { before: 800, after: 300 }

export function cutCases(files: readonly CorpusFile[], count: number, seed: number): readonly CutCase[] {
  return cutLines(filesInTurn(files, seed).slice(0, count), count, seed).map(({ source, line, character, rest }) => {
    const start = source.lineStart(line)
    return {
      id: `${source.path}:${line + 1}`,
      prompt: fim(source.text, start, start + character, start + character),
      rest,
    }
  })
}

/** Faults that change one line. */
export async function faultCases(files: readonly CorpusFile[], count: number, seed: number): Promise<readonly FaultCase[]> {
  const parser = await SyntaxParser.create()
  // Some faults take a line away or move it.
  const pairs = await injectedPairs(files, 'heldOut', 2 * count, seed, parser)
  const cases = pairs.flatMap(({ correct, faulty }): FaultCase[] => {
    const [good, bad] = [correct.source.text.split('\n'), faulty.source.text.split('\n')]
    const changed = good.flatMap((text, line) => (text === bad[line] ? [] : [line]))
    const [line] = changed
    if (good.length !== bad.length || changed.length !== 1 || line === undefined) return []
    const start = correct.source.lineStart(line)
    const [right = '', wrong = ''] = [good[line], bad[line]]
    return [{ id: correct.id, prompt: fim(correct.source.text, start, start, start + right.length + 1), wrong, right }]
  })
  return cases.slice(0, count)
}

/** The text up to `anchor`, what is typed from there to `cursor`, and the text from `after` on. */
function fim(text: string, anchor: number, cursor: number, after: number): FimPrompt {
  const from = text.lastIndexOf('\n', Math.max(0, anchor - around.before)) + 1
  return {
    kind: 'fim',
    prefix: text.slice(from, anchor),
    typed: text.slice(anchor, cursor),
    suffix: text.slice(after, after + around.after),
  }
}
