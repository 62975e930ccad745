import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { inStyle, isUsableName, namesIn, namesOfValue, styleOf } from '../../../../server/features/edit/refactor/names.ts'
import { LatentError } from '../../../../server/protocol/errors.ts'
import { ScriptedEngine } from '../../review/scriptedEngine.ts'
import { deps, selected, textAfter } from './refactoring.ts'

const none: ReadonlySet<string> = new Set()

describe('a name', () => {
  it.each(['total', 'itemCount', '$root', '_private', 'item_count', '总价', '价', 'ok'])('may be %s', (name) => {
    expect(isUsableName(name, none)).toBe(true)
  })

  it.each([
    '',
    'x',
    '1st',
    'a-b',
    'a b',
    'class',
    'lambda',
    'None',
    'newFunction',
    'newLocal',
    'extracted_value',
    'temp1',
    'a'.repeat(41),
    'f()',
  ])('may not be "%s"', (name) => {
    expect(isUsableName(name, none)).toBe(false)
  })

  it('may not be one that the code uses', () => {
    expect(isUsableName('total', new Set(['total']))).toBe(false)
  })

  it.each([
    ['itemCount', 'snake_case', 'item_count'],
    ['item_count', 'camelCase', 'itemCount'],
    ['parseHTMLPage', 'snake_case', 'parse_html_page'],
    ['_item_count', 'camelCase', '_itemCount'],
    ['item_count', 'PascalCase', 'ItemCount'],
    ['itemCount', 'UPPER_CASE', 'ITEM_COUNT'],
    ['订单_价格', 'camelCase', '订单价格'],
  ] as const)('%s in %s is %s', (name, style, expected) => {
    expect(inStyle(name, style)).toBe(expected)
  })

  it.each([
    ['itemCount', 'camelCase'],
    ['ItemCount', 'PascalCase'],
    ['item_count', 'snake_case'],
    ['ITEM_COUNT', 'UPPER_CASE'],
    ['item', undefined],
    ['价格', undefined],
  ] as const)('%s shows the style %s', (name, style) => {
    expect(styleOf(name)).toBe(style)
  })
})

describe('code suggests as names', () => {
  it.each([
    { value: 'order.items.length', names: ['length', 'items_length'] },
    { value: 'order?.total', names: ['total', 'order_total'] },
    { value: 'getTotal(cart)', names: ['Total'] },
    { value: 'await load_page(url)', names: ['page'] },
    { value: 'a + b.c', names: [] },
    { value: 'a > 1 && b.c', names: [] },
  ])('$names of $value', ({ value, names }) => {
    expect(namesOfValue(value)).toEqual(names)
  })
})

it('members are no names that are taken', async () => {
  const tree = await deps.parser.parse(new SourceText('a.ts', 'typescript', 'const a = b.c({ d, e: f }); class G { h() {} }'))
  expect([...namesIn(tree?.rootNode ?? fail())].toSorted()).toEqual(['G', 'a', 'b', 'd', 'e', 'f', 'h'])
  tree?.dispose()
})

describe('the model chooses the name', () => {
  const code = 'export function f(a: number[], rate: number) {\n  return [|a.length * rate|] + 1\n}\n'

  it('that it finds likeliest of what it wrote', async () => {
    const engine = new ScriptedEngine({ completion: ' weightedSize' })
    expect(await textAfter('extractConstant', code, 'typescript', engine)).toContain('const weightedSize = a.length * rate')
  })

  it('unless that is none: the tool keeps its own', async () => {
    for (const completion of ['return', 'rate', '(', '', 'f(a); rm -rf', '`x`']) {
      const engine = new ScriptedEngine({ completion })
      const text = await textAfter('extractConstant', code, 'typescript', engine)
      expect(text).toMatch(/const (newLocal|[\p{L}]+) = a\.length \* rate/u)
      expect(text).not.toMatch(/const (return|rate|rm) /)
    }
  })

  it('by the code and the function around it, without the name that the tool gave', async () => {
    const engine = new ScriptedEngine({ completion: ' weightedSize' })
    await textAfter('extractConstant', code, 'typescript', engine)
    const prompts = JSON.stringify(engine.requests)
    expect(prompts).toContain('in f:\\n  a.length * rate\\nname:"')
    expect(prompts).not.toContain('newLocal')
  })

  it('and a fault of the model does not keep the rewriting from being made', async () => {
    const engine = new ScriptedEngine({
      before: () => {
        throw LatentError.of('engineFailed', 'out of memory')
      },
    })
    expect(await textAfter('extractConstant', code, 'typescript', engine)).toContain('= a.length * rate')
  })
})

function fail(): never {
  throw new Error('not parsed')
}

describe('all places of a name', () => {
  it.each([
    {
      what: 'the short form of a property',
      code: 'let [||]w = 1\n  return { w, a: w }',
      becomes: 'let other = 1\n  return { w: other, a: other }',
    },
    {
      what: 'what is taken out of an object',
      code: 'const { [||]w } = v\n  return w',
      becomes: 'const { w: other } = v\n  return other',
    },
    { what: 'no member of the same name', code: 'const [||]w = v.w\n  return w', becomes: 'const other = v.w\n  return other' },
  ])('take another one: $what', async ({ code, becomes }) => {
    const { source, span } = selected(`export function f(v: { w: number }) {\n  ${code}\n}\n`, 'typescript')
    const places = await deps.refactorings.places(source, span.startOffset)
    expect(places?.isLocal).toBe(true)
    const text = (places?.places ?? []).reduceRight(
      (sum, { startOffset, endOffset, prefix = '', suffix = '' }) =>
        `${sum.slice(0, startOffset)}${prefix}other${suffix}${sum.slice(endOffset)}`,
      source.text,
    )
    expect(text).toBe(`export function f(v: { w: number }) {\n  ${becomes}\n}\n`)
  })

  it('stay exported by the name that others know', async () => {
    const { source, span } = selected('const [||]w = 1\nexport { w }\n', 'typescript')
    const places = await deps.refactorings.places(source, span.startOffset)
    expect(places?.places.map(({ prefix, suffix }) => [prefix, suffix])).toEqual([
      [undefined, undefined],
      [undefined, ' as w'],
    ])
  })
})
