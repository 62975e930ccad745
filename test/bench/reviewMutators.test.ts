import { beforeAll, describe, expect, it } from 'vitest'
import { type FaultKind, faultKinds, heldOutKinds, kindsOf } from '../../bench/review/mutators/fault.ts'
import { faultsOf } from '../../bench/review/mutators/mutators.ts'
import { codeUnits } from '../../server/context/functions.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** The lines that differ in the texts with a fault of a kind, as they are written there. */
async function faultyLines(languageId: string, kind: FaultKind, text: string): Promise<readonly string[]> {
  const source = new SourceText('a', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error('no tree')
  const [unit] = codeUnits(source, tree)
  if (unit === undefined) throw new Error('no function')
  const lines = new Set(text.split('\n'))
  const faults = faultsOf(source, tree, unit).filter((each) => each.kind === kind)
  tree.dispose()
  return faults.map(({ startOffset, endOffset, newText }) => {
    const faulty = text.slice(0, startOffset) + newText + text.slice(endOffset)
    const changed = faulty.split('\n').find((line) => !lines.has(line))
    return changed?.trim() ?? `${text.slice(startOffset, endOffset).trim()} is gone`
  })
}

interface Case {
  readonly kind: FaultKind
  readonly code: string
  readonly faulty: readonly string[]
}

function check(languageId: string, cases: readonly Case[]): void {
  it.each(cases)('$kind: $code', async ({ kind, code, faulty }) => {
    expect(await faultyLines(languageId, kind, code)).toEqual(faulty)
  })
}

describe('faults in JavaScript and TypeScript', () => {
  check('typescript', [
    { kind: 'comparison', code: 'function f(a) {\n  return a < 3\n}', faulty: ['return a > 3', 'return a >= 3'] },
    { kind: 'comparison', code: 'function f(a) {\n  return a === null\n}', faulty: [] },
    { kind: 'nullCheck', code: 'function f(a) {\n  return a === null\n}', faulty: ['return a !== null'] },
    { kind: 'boundary', code: 'function f(a) {\n  return a[a.length - 1]\n}', faulty: ['return a[a.length]'] },
    { kind: 'boolean', code: 'function f(a, b) {\n  return a && b\n}', faulty: ['return a || b'] },
    { kind: 'arithmetic', code: 'function f(a, b) {\n  return a - b\n}', faulty: ['return a + b'] },
    { kind: 'arithmetic', code: "function f(a) {\n  return a + 'text'\n}", faulty: [] },
    { kind: 'argumentOrder', code: 'function f(a, b) {\n  g(a,  b)\n}', faulty: ['g(b,  a)'] },
    { kind: 'otherVariable', code: 'function f(a, b) {\n  use(a)\n  const c = 1\n}', faulty: ['use(b)'] },
    { kind: 'wrongMember', code: 'function f(p) {\n  move(p.x)\n  turn(p.y)\n  p.z()\n}', faulty: ['move(p.y)', 'turn(p.x)'] },
    { kind: 'negation', code: 'function f(a) {\n  if (!a) return\n}', faulty: ['if (a) return'] },
    { kind: 'negation', code: 'function f(a) {\n  if (a.open) return\n}', faulty: ['if (!a.open) return'] },
    { kind: 'constant', code: 'function f(): 3 {\n  return g(7)\n}', faulty: ['return g(8)', 'return g(6)'] },
    { kind: 'missingAwait', code: 'async function f() {\n  await g()\n}', faulty: ['g()'] },
    { kind: 'missingReturn', code: 'function f() {\n  return g()\n}', faulty: ['g()'] },
    {
      kind: 'missingBreak',
      code: 'function f(a) {\n  switch (a) {\n    case 1:\n      g()\n      break\n    default:\n      break\n  }\n}',
      faulty: ['break is gone'],
    },
  ])
})

describe('faults in Python', () => {
  check('python', [
    { kind: 'comparison', code: 'def f(a, b):\n    return a in b\n', faulty: ['return a not in b'] },
    { kind: 'nullCheck', code: 'def f(a):\n    return a is not None\n', faulty: ['return a is None'] },
    { kind: 'boolean', code: 'def f(a, b):\n    return a and b\n', faulty: ['return a or b'] },
    { kind: 'negation', code: 'def f(a):\n    if not a:\n        return\n', faulty: ['if a:'] },
    { kind: 'negation', code: 'def f(a):\n    if a:\n        return\n', faulty: ['if not a:'] },
    { kind: 'otherVariable', code: 'def f(self, a, b):\n    g(a)\n', faulty: ['g(b)'] },
    { kind: 'constant', code: 'def f():\n    return True\n', faulty: ['return False'] },
    { kind: 'missingAwait', code: 'async def f():\n    await g()\n', faulty: ['g()'] },
    { kind: 'missingBreak', code: 'def f(a):\n    for b in a:\n        if b:\n            break\n', faulty: [] },
  ])
})

describe('kinds of faults', () => {
  it('are dealt so that the tuning half never sees some of them', () => {
    expect(heldOutKinds.size).toBeGreaterThanOrEqual(3)
    expect(kindsOf('tuning').some((kind) => heldOutKinds.has(kind))).toBe(false)
    expect(kindsOf('heldOut')).toEqual(faultKinds)
  })

  it('leave types, strings and comments alone', async () => {
    const code = "function f(a: 1 | 2) {\n  // a < 3\n  g('a < 3')\n}"
    for (const kind of ['comparison', 'boundary', 'constant'] as const)
      expect(await faultyLines('typescript', kind, code)).toEqual([])
  })
})
