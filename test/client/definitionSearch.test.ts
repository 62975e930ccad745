import { expect, test } from 'vitest'
import { type Definition, type FindDefinitions, searchDefinitions } from '../../client/definitionSearch.ts'

const start = { line: 0, character: 0 }
const never = new Promise<never>(() => {})
const names = (...given: string[]) => ({
  textDocument: { uri: 'file:///a.ts' },
  names: given.map((name, line) => ({ name, position: { line, character: 0 } })),
})
const inFile = (uri: string): Definition => ({ uri, position: start })

/** Answers by the line that is asked for. */
function byLine(...answers: (() => Promise<readonly Definition[]>)[]): FindDefinitions {
  return (_uri, { line }) => answers[line]?.() ?? Promise.resolve([])
}

test('Each name gets its likeliest definition that lies in a file', async () => {
  const find = byLine(
    async () => [inFile('file:///first.ts'), inFile('file:///second.ts')],
    async () => [inFile('git:/made/up.ts'), inFile('file:///real.ts')],
    async () => [inFile('untitled:Untitled-1')],
    async () => [],
  )
  const { definitions } = await searchDefinitions(names('a', 'b', 'c', 'd'), find, never)
  expect(definitions).toEqual([
    { name: 'a', uri: 'file:///first.ts', position: start },
    { name: 'b', uri: 'file:///real.ts', position: start },
  ])
})

test('A language service that fails or never answers costs the others nothing', async () => {
  const find = byLine(
    () => Promise.reject(new Error('no project')),
    () => {
      throw new Error('no provider')
    },
    () => never,
    async () => [inFile('file:///late.ts')],
  )
  const { definitions } = await searchDefinitions(names('a', 'b', 'c', 'd'), find, never)
  expect(definitions.map(({ name }) => name)).toEqual(['d'])
})

test('A request that was cancelled ends with what is there', async () => {
  const { definitions } = await searchDefinitions(
    names('a', 'b'),
    byLine(
      () => never,
      async () => [inFile('file:///b.ts')],
    ),
    Promise.resolve(),
  )
  expect(definitions.map(({ name }) => name)).not.toContain('a')
})

test('More than eight names are not asked for', async () => {
  const asked: number[] = []
  const find: FindDefinitions = async (_uri, { line }) => {
    asked.push(line)
    return []
  }
  await searchDefinitions(names(...'abcdefghijkl'), find, never)
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})
