import { beforeAll, describe, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { findAlternatives } from '../../../server/features/review/alternatives/find.ts'
import { judgeBlock, judgeLine, surprisingLines } from '../../../server/features/review/likelihood.ts'
import { Passage } from '../../../server/features/review/passage.ts'
import { type Opinions, ScriptedEngine } from './scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})
const never = new AbortController().signal

/** The first unit of a text with its surprising lines, by an engine of these opinions. */
async function look(text: string, opinions: Opinions) {
  const source = new SourceText('a.js', 'javascript', text)
  const tree = await parser.parse(source)
  const [unit] = codeUnits(source, tree)
  if (tree === undefined || unit === undefined) throw new Error('no unit')
  const passage = new Passage(source, unit)
  const alternatives = findAlternatives(source, tree, unit, new Map())
  tree.dispose()
  const engine = new ScriptedEngine({ opinions })
  const request = { lane: 'user', sequence: 'review', prompt: passage.unitPrompt(), continuations: [passage.text] } as const
  const [read] = await engine.score(request, never)
  if (read === undefined) throw new Error('nothing was read')
  return { passage, engine, lines: surprisingLines(passage, read, alternatives) }
}

describe('a missing statement', () => {
  it('is looked for where the model is surprised by what its line begins with', async () => {
    const text = 'function f(a) {\n  switch (a) {\n    case 1:\n      g()\n    case 2:\n      h()\n  }\n}\n'
    const { lines } = await look(text, { '    case 2': -7 })
    expect(lines.map(({ line, alternatives }) => [line, alternatives.map(({ kind }) => kind)])).toEqual([[4, ['break']]])
    expect(lines[0]?.alternatives[0]?.weakestToken).toBe(-7)
  })
})

describe('mends of one place', () => {
  /** What both readings leave of the choice at `a < b`, the mend taken first. */
  const chosen = async (opinions: Opinions, after = '') => {
    const { passage, engine, lines } = await look(`function f(a, b) {\n  return a < b\n${after}}\n`, opinions)
    const [line] = lines
    const verdict = line === undefined ? undefined : await judgeLine(passage, line, engine, never)
    if (verdict === undefined) return undefined
    const { others } = await judgeBlock(passage, verdict, engine, never)
    return [verdict.best.newText, ...others.map(({ newText }) => newText)]
  }

  it('are a choice within a nat of the best', async () => {
    expect(await chosen({ '< b': -9, '> b': -0.9 })).toEqual(['<=', '>'])
    expect(await chosen({ '< b': -9, '> b': -1.1 })).toEqual(['<='])
  })

  it('are no choice where they stand at different places', async () => {
    // The name at the end could be the other one: nearly as likely, and another mistake.
    expect(await chosen({ '< b': -9, '> b': -3, 'b\n': -0.6, '< a': -1.2 })).toEqual(['<='])
  })

  it('are nothing to tell where the model cannot tell the two best apart', async () => {
    expect(await chosen({ '< b': -9 })).toBeUndefined()
  })
})
