import { describe, expect, it } from 'vitest'
import type { CorpusFile } from '../../bench/completion/corpus.ts'
import { crossFileCuts, importedNames } from '../../bench/completion/holes/crossFile.ts'
import { CodeLines, cutsOf } from '../../bench/completion/holes/cuts.ts'
import type { HoleKind } from '../../bench/completion/holes/hole.ts'
import { holeAt, pickHoles } from '../../bench/completion/holes/pick.ts'

const root = new URL('../..', import.meta.url).pathname
const above = Array.from({ length: 21 }, (_, index) => `let v${index}`).join('\n')

function fileOf(below: string, language: CorpusFile['language'] = 'typescript', name = 'a.ts'): CorpusFile {
  return {
    packageName: 'p',
    root,
    path: `bench/${name}`,
    language,
    languageId: language,
    text: `${above}\n${below}\nend()\nend()\n`,
  }
}

function holesOf(kind: Exclude<HoleKind, 'crossFile'>, below: string, language?: CorpusFile['language']) {
  const file = fileOf(below, language)
  return cutsOf(kind, new CodeLines(file.text, file.language), () => 0.5).map((cut) => holeAt(file, kind, cut))
}

describe('holes', () => {
  it('fill to the text they were cut into', () => {
    for (const kind of ['arbitrary', 'lineEnd', 'insideIdentifier'] as const)
      for (const { before, expected, after } of holesOf(kind, 'const total = first + second'))
        expect(before + expected + after).toBe(fileOf('const total = first + second').text)
  })

  it('are not cut into comments, imports and text of several lines', () => {
    const code =
      "// const total = first\nimport { first } from './first'\nconst t = `\nconst total = first\n`\n/* begin\n const total = 1 */"
    expect(holesOf('lineEnd', code)).toEqual([])
  })

  it('stand at the indentation where a line is missing', () => {
    const [hole] = holesOf('lineEnd', '  const total = first')
    expect([hole?.before.split('\n').at(-1), hole?.expected, hole?.after.startsWith('\n')]).toEqual([
      '  ',
      'const total = first',
      true,
    ])
  })

  it('have the bracket closed inside a call', () => {
    const holes = holesOf('insideCall', 'const total = add(first, second);')
    expect(holes.map(({ before, expected, after }) => [before.split('\n').at(-1), expected, after.split('\n')[0]])).toEqual([
      ['const total = add(', 'first, second', ')'],
      ['const total = add(first, ', 'second', ')'],
    ])
  })

  it('take the body out of a small block', () => {
    const [script] = holesOf('emptyBlock', 'if (a.b()) {\n  first()\n  second()\n}')
    expect([script?.expected, script?.after.split('\n')[1]]).toEqual(['first()\n  second()', '}'])
    const [python] = holesOf('emptyBlock', 'def f(a):\n    return a + 1\n', 'python')
    expect(python?.expected).toBe('return a + 1')
    expect(holesOf('emptyBlock', `if (a) {\n${'  more()\n'.repeat(9)}}`)).toEqual([])
  })

  it('follow a comment where asked', () => {
    const holes = holesOf('commentAbove', '// The total.\nconst total = first\nconst other = second')
    expect(holes.map(({ expected }) => expected)).toEqual(['const total = first'])
  })

  it('follow symbols of other files', () => {
    const file = fileOf(
      "import { readMarks as marks, type Mark } from './cuts.ts'\nimport fs from 'node:fs'\nconst a = marks(text).length\nfs.readFileSync(text)",
    )
    expect([...importedNames(file)]).toEqual(['marks'])
    const cuts = crossFileCuts(new CodeLines(file.text, file.language), new Set(['marks']), () => 0)
    expect(cuts.map(({ start, end }) => file.text.slice(start, end))).toEqual(['text).length'])
  })
})

describe('picked holes', () => {
  const files = Array.from({ length: 8 }, (_, index) =>
    fileOf('const total = first + second\nconst more = total * 2', 'typescript', `${index}.ts`),
  )

  it('are the same with the same seed, one in each file', () => {
    const picked = pickHoles(files, [{ kind: 'arbitrary', count: 6 }], 3)
    expect(picked).toEqual(pickHoles(files, [{ kind: 'arbitrary', count: 6 }], 3))
    expect(new Set(picked.map(({ path }) => path)).size).toBe(6)
  })

  it('are refused where the files do not suffice', () => {
    expect(() => pickHoles(files, [{ kind: 'lineEnd', count: 9 }], 3)).toThrow('too few files')
  })
})
