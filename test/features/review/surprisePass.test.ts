import { beforeAll, describe, expect, it } from 'vitest'
import { codeUnits } from '../../../server/context/functions.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { chosenWords } from '../../../server/features/review/alternatives/places.ts'
import { Passage } from '../../../server/features/review/passage.ts'
import { surprisingPlaces, writtenInstead } from '../../../server/features/review/surprisePass.ts'
import { type Opinions, ScriptedEngine } from './scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

const code =
  "function area(width: number, height: number) {\n  const unit = 'cm'\n  const sum = width + height\n  return [sum, unit]\n}\n"

/** The first unit of a text with its words. */
async function unitOf(text: string) {
  const source = new SourceText('a.ts', 'typescript', text)
  const tree = await parser.parse(source)
  const [unit] = codeUnits(source, tree)
  if (tree === undefined || unit === undefined) throw new Error('no unit')
  try {
    return { passage: new Passage(source, unit), words: chosenWords(tree, unit) }
  } finally {
    tree.dispose()
  }
}

async function placesIn(text: string, opinions: Opinions, isAsked = (_: number) => true) {
  const { passage, words } = await unitOf(text)
  const [read] = await new ScriptedEngine({ opinions }).score(
    { lane: 'user', sequence: 'review', prompt: passage.unitPrompt(), continuations: [passage.text] },
    new AbortController().signal,
  )
  if (read === undefined) throw new Error('nothing was read')
  return surprisingPlaces(passage, read, words, isAsked, 2).map(({ line, offset, logP }) => [line, passage.text[offset], logP])
}

describe('the places at which the model is asked what it would write', () => {
  it('are the most surprising ones, one a line', async () => {
    expect(await placesIn(code, { '+': -9, 'height\n': -5, return: -7 })).toEqual([
      [2, '+', -9],
      [3, 'r', -7],
    ])
  })

  it.each([
    ['what is hardly surprising', { '+': -2.9 }],
    ['strings', { cm: -9 }],
    ['parameters', { 'height: number': -9 }],
    ['the name that a declaration gives', { 'sum =': -9, 'unit =': -9 }],
  ])('are not %s', async (_, opinions) => {
    expect(await placesIn(code, opinions)).toEqual([])
  })

  it('are not comments, types or imports', async () => {
    const text = 'function f() {\n  // strange\n  let a: odd = 1\n}\n'
    expect(await placesIn(text, { strange: -9, odd: -9 })).toEqual([])
  })

  it('are not on lines that are explained already', async () => {
    expect(await placesIn(code, { '+': -9 }, (line) => line !== 2)).toEqual([])
  })
})

/** Lines that the model's own words would give in the place of those from the place on. */
async function linesInstead(from: string, completion: string) {
  const { passage } = await unitOf(code)
  const offset = passage.text.indexOf(from)
  const engine = new ScriptedEngine({ completion })
  const place = { line: 2, offset, logP: -9 }
  const found = await writtenInstead(passage, place, engine, new AbortController().signal)
  const { text } = passage
  const lines = found?.alternatives.map(({ startOffset, endOffset, newText }) => {
    return (text.slice(0, startOffset) + newText + text.slice(endOffset)).split('\n')[2]?.trim()
  })
  return { lines, found, requests: engine.requests }
}

describe('what the model would have written', () => {
  it('is its next word alone, and the rest of the line', async () => {
    expect((await linesInstead('+ height', '* height * 2')).lines).toEqual([
      'const sum = width * height',
      'const sum = width * height * 2',
    ])
  })

  it('is one edit where both are the same', async () => {
    const { lines, found } = await linesInstead('+ height', '* height')
    expect(lines).toEqual(['const sum = width * height'])
    expect(found?.alternatives[0]).toMatchObject({ kind: 'surprise', line: 2, weakestToken: -9 })
  })

  it('is the end of the line where it writes nothing more', async () => {
    expect((await linesInstead('+ height', '')).lines).toEqual(['const sum = width'])
  })

  it('is nothing where it writes the same', async () => {
    expect((await linesInstead('+ height', '+ height')).lines).toBeUndefined()
  })

  it('is no longer than a mend', async () => {
    expect((await linesInstead('width +', `compute(${'deeply, '.repeat(12)}nested)`)).lines).toEqual([
      'const sum = compute + height',
    ])
  })

  it('costs one short request that goes on from the place', async () => {
    const { requests } = await linesInstead('+ height', '* height')
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ prompt: { typed: '  const sum = width ' }, stop: ['\n', '\r'] })
  })
})
