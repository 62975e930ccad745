import { spawnSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../../server/context/source.ts'
import { type TreeRewriteKind, treeRewrite, treeRewrites } from '../../../../server/features/edit/refactor/rewrite.ts'
import { parser } from '../rewriting.ts'

/** Functions of JavaScript, each with what it is called with. `note` keeps what it is given and gives it back, so that calls and their order show. */
const functions: readonly (readonly [code: string, calls: readonly string[]])[] = [
  ['function f(a, b) { if (a > b) return true; return false }', ['1, 2', '2, 1', 'NaN, 1', 'undefined, 1']],
  ['function f(a, b) { if (a && b) { return false } else { return true } }', ['0, 1', '1, 1', '"", 0', '[], "x"']],
  ['function f(a, b) { return !(a === b && b !== 3) ? note("x") : note("y") }', ['1, 1', '3, 3', '1, 2']],
  ['function f(a, b) { return [!(a < b), !(a || !b), !!(a && b), !!!a] }', ['1, 2', 'NaN, 1', '0, ""', 'null, {}']],
  [
    'function f(a) { const x = a ? true : false; const y = a > 1 ? false : true; return [x, y, !x === true, (a > 1) !== false] }',
    ['0', '2', '"a"', 'NaN'],
  ],
  [
    'function f(a, b) {\n  if (a) {\n    if (b || note(a)) {\n      note("in")\n      return 1\n    }\n  }\n  return 2\n}',
    ['1, 0', '0, 1', '"", 1', '2, 2'],
  ],
  ['function f(a) {\n  if (a > 1) {\n    note("big")\n    note(a)\n  }\n}', ['1', '2', 'NaN']],
  [
    'function f(a) {\n  if (!a) {\n    throw new Error("none")\n  } else {\n    const b = a + 1\n    note(b)\n    return b\n  }\n}',
    ['0', '1'],
  ],
  ['function f(a) {\n  if (a) {\n    note(1)\n    note(2)\n  } else {\n    return "else"\n  }\n  return "end"\n}', ['0', '1']],
  [
    'function f(xs) {\n  for (const x of xs) {\n    if (x && x !== 2) {\n      note(x)\n      note(-x)\n    }\n  }\n  return "end"\n}',
    ['[0, 1, 2, 3]', '[]'],
  ],
  ['function f(a) {\n  if (a > 1) {\n    const b = note(a)\n    return b\n  }\n  return null\n}', ['1', '2']],
  [
    'function f(xs) {\n  const out = []\n  for (const x of xs) out.push(note(x) * 2)\n  return out\n}',
    ['[1, 2]', 'new Set([1, 2])', '"ab"', '(function* () { yield 1 })()', '[, 1]'],
  ],
  [
    'function f(xs) {\n  const out = []\n  for (const x of xs) {\n    if (!note(x)) continue\n    out.push(note(x + 1))\n  }\n  return out\n}',
    ['[0, 1, 2]', 'new Set([1, 0])'],
  ],
  [
    'function f(xs) {\n  const out = []\n  for (const { a, b = 2 } of xs) {\n    if (a > 1 || b > 2) {\n      out.push({ a, b })\n    }\n  }\n  return out\n}',
    ['[{ a: 1 }, { a: 2 }, { a: 0, b: 3 }]'],
  ],
  [
    'function f(xs) {\n  let total = 0\n  for (const x of xs) {\n    if (x > 1) total += x * 2 + total\n  }\n  return total\n}',
    ['[1, 2, 3]', '[]', 'new Set([4, 5])'],
  ],
  ['function f(xs) {\n  let text = ""\n  for (const x of xs) text += x\n  return text\n}', ['[1, "a", null]', '[]']],
  [
    'function f(...xs) {\n  const all = [...xs]\n  for (const x of all) {\n    if (x > 2) return true\n  }\n  return false\n}',
    ['1, 2', '3', ''],
  ],
  [
    'function f(...xs) {\n  const all = [...xs]\n  for (const x of all) {\n    if (x > 2 && x !== 5) continue\n    return false\n  }\n  return true\n}',
    ['3, 5', '3', '', '1'],
  ],
  ['function f(...xs) {\n  const all = [...xs]\n  for (const x of all) if (x > 2) return x\n}', ['1, 4, 5', '1']],
  [
    'function f(xs) {\n  const out = []\n  for (const x of xs) {\n    const y = note(x) - 1\n    const z = note(y)\n    if (z > 0 && note("c")) out.push(note(z + y))\n  }\n  return out\n}',
    ['[0, 1, 2, 3]', 'new Set([1, 2])', '[]'],
  ],
  [
    'function f(...xs) {\n  const all = [...xs]\n  for (const x of all) {\n    if (note(x.id) > 1) return x\n  }\n  return note("none")\n}',
    ['{ id: 1 }, { id: 2 }, { id: 3 }', '{ id: 1 }', '', 'null'],
  ],
  [
    'function f(...xs) {\n  const all = xs.some((x) => note(x) > 1)\n  const found = xs.find((x) => note(x) > 2)\n  return [all, found]\n}',
    ['1, 2, 3', '', '0'],
  ],
  ['function f(...xs) {\n  const out = xs.filter((x, at) => note(at) !== 1).map((x) => x * 2)\n  return out\n}', ['1, 2, 3', '']],
  ['function f(xs) {\n  return xs.filter((x) => x > 1).map((x) => note(x) + 1)\n}', ['[1, 2, 3]', '[]']],
  [
    'function f(xs) {\n  const out = xs.map((x) => x * 2).filter((y) => y > 2 || y === 0)\n  return [out, out.length]\n}',
    ['[0, 1, 2]'],
  ],
  ['function f(xs) {\n  const names = xs.map(({ name }) => name)\n  return names\n}', ['[{ name: "a" }]']],
  ['function f(xs) {\n  return xs.some((x) => x > 1 ? note(x) : false)\n}', ['[1, 2]', '[1]', '[2, 3]']],
  ['function f(xs) {\n  return xs.every((x) => note(x) > 1 || x === 0)\n}', ['[0, 2]', '[1, 2]', '[]']],
  ['function f(xs) {\n  return xs.find((x) => x.a && x.b)\n}', ['[{ a: 1 }, { a: 1, b: 2 }]', '[]']],
  ['function f(x, y) {\n  return y.items.filter((x) => x > 1).map((z) => [z, x])\n}', ['1, { items: [1, 2, 3] }']],
  [
    'function f(a) {\n  const g = (b) => {\n    if (b) {\n      note(b)\n      note(a)\n    }\n  }\n  g(a)\n  return g(0)\n}',
    ['0', '1'],
  ],
  [
    'function f(a) {\n  label: for (const x of a) {\n    for (const y of x) {\n      if (y > 1) {\n        note(y)\n        continue label\n      } else {\n        note(0)\n      }\n    }\n  }\n}',
    ['[[1, 2, 3], [4]]'],
  ],
  [
    'function f(a) {\n  switch (a) {\n    case 1:\n      if (a) {\n        note(1)\n        note(2)\n      }\n    case 2:\n      note(3)\n  }\n}',
    ['1', '2'],
  ],
  [
    'function f(a) {\n  try {\n    if (a) {\n      note(1)\n      return 1\n    }\n    return 2\n  } finally {\n    note(3)\n  }\n}',
    ['0', '1'],
  ],
  ['function f(a) {\n  do {\n    if (a > 0) {\n      note(a)\n      a -= 1\n    }\n  } while (a > 0)\n  return a\n}', ['2', '0']],
  ['function f(a) {\n  for (let i = 0; i < a; i++) {\n    if (i % 2) {\n      note(i)\n      note(a)\n    }\n  }\n}', ['4']],
]

interface Ran {
  readonly result: unknown
  readonly notes: readonly unknown[]
}

function run(code: string, call: string): Ran {
  const notes: unknown[] = []
  const note = (value: unknown) => {
    notes.push(value)
    return value
  }
  const script = `${code}\n;(() => { try { return { given: f(${call}) } } catch (error) { return { thrown: String(error) } } })()`
  return { result: runInNewContext(script, { note }), notes }
}

/** Every text that some rewrite makes of a text, wherever the cursor stands. */
async function everyRewrite(text: string, languageId = 'javascript'): Promise<ReadonlyMap<string, TreeRewriteKind>> {
  const source = new SourceText('file', languageId, text)
  const tree = await parser.parse(source)
  if (tree === undefined) throw new Error('no tree')
  const found = new Map<string, TreeRewriteKind>()
  for (const kind of Object.keys(treeRewrites) as TreeRewriteKind[]) {
    for (let offset = 0; offset <= text.length; offset += 1) {
      const rewrite = treeRewrite(kind, { source, root: tree.rootNode, startOffset: offset, endOffset: offset })
      if (rewrite?.kind !== 'edit') continue
      const { startOffset, endOffset, newText } = rewrite.edit
      found.set(text.slice(0, startOffset) + newText + text.slice(endOffset), kind)
    }
  }
  tree.dispose()
  return found
}

it.each(functions)('does the same after every rewrite, and after the rewrites of those: %s', async (code, calls) => {
  const first = await everyRewrite(code)
  const second = await Promise.all([...first.keys()].map((text) => everyRewrite(text)))
  for (const [text, kind] of [...first, ...second.flatMap((each) => [...each])]) {
    for (const call of calls) expect(run(text, call), `${kind}, f(${call}):\n${text}`).toEqual(run(code, call))
  }
})

it('has rewrites to try in most of them', async () => {
  const counts = await Promise.all(functions.map(async ([code]) => (await everyRewrite(code)).size))
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(functions.length * 0.8)
})

const pythonFunctions: typeof functions = [
  ['def f(a, b):\n    if a > b:\n        return True\n    return False\n', ['1, 2', '2, 1', 'float("nan"), 1']],
  ['def f(a, b):\n    if a and b:\n        return False\n    else:\n        return True\n', ['0, 1', '1, 1', '[], "x"']],
  [
    'def f(a, b):\n    return [not a == b, not a in b, not a is None, not not a, not (a == 1 and b == [1])]\n',
    ['1, [1]', '2, []', 'None, [None]'],
  ],
  [
    'def f(a):\n    x = True if a else False\n    y = False if a is None else True\n    return x, y, (a is None) == True\n',
    ['0', 'None', '[1]'],
  ],
  [
    'def f(a, b):\n    if a:\n        if b or note(a):\n            note("in")\n            return 1\n    return 2\n',
    ['1, 0', '0, 1', '2, 2'],
  ],
  ['def f(a):\n    if a is not None and a > 1:\n        note("big")\n        note(a)\n', ['1', '2', 'None']],
  [
    'def f(a):\n    if not a:\n        raise ValueError("none")\n    else:\n        b = a + 1\n        note(b)\n        return b\n',
    ['0', '1'],
  ],
  [
    'def f(a):\n    if a == 1:\n        return "one"\n    elif a == 2:\n        note("two")\n    else:\n        return "other"\n    return "end"\n',
    ['1', '2', '3'],
  ],
  [
    'def f(xs):\n    for x in xs:\n        if x and x != 2:\n            note(x)\n            note(-x)\n    return "end"\n',
    ['[0, 1, 2, 3]', '[]'],
  ],
  [
    'def f(xs):\n    out = []\n    for x in xs:\n        out.append(note(x) * 2)\n    return out\n',
    ['[1, 2]', '"ab"', 'iter([1])', '{1: 2}'],
  ],
  [
    'def f(xs):\n    out = []\n    for x in xs:\n        if not note(x):\n            continue\n        out.append(note(x + 1))\n    return out\n',
    ['[0, 1, 2]', 'iter([1, 0])'],
  ],
  [
    'def f(xs):\n    table = {}\n    for a, b in xs:\n        if a > 1 or b:\n            table[a] = b, a\n    return table\n',
    ['[(1, 2), (2, 0), (0, 0), (1, 3)]'],
  ],
  [
    'def f(xs):\n    seen = set()\n    for x in xs:\n        seen.add(x % 3 if x else None)\n    return seen\n',
    ['[1, 4, 0]', '[]'],
  ],
  [
    'def f(xs):\n    for x in xs:\n        if note(x) > 2 or x == 0:\n            return True\n    return False\n',
    ['[1, 3, 4]', '[1]', '[]'],
  ],
  [
    'def f(xs):\n    for x in xs:\n        if x > 2 if x else note(x) is None:\n            return False\n    return True\n',
    ['[1, 3]', '[0]', '[None]'],
  ],
  [
    'def f(rows):\n    cells = [cell * 2 for row in rows if row for cell in row if cell > 1]\n    return cells\n',
    ['[[1, 2], [], [3]]'],
  ],
  ['def f(xs):\n    return {x[0]: note(x) for x in xs}\n', ['["ab", "cd", "ae"]']],
  ['def f(xs):\n    return {x % 2 for x in xs}\n', ['[1, 2, 3]']],
  ['def f(x, xs):\n    out = [x for x in xs]\n    return out, x\n', ['1, [2, 3]']],
  [
    'def f(a):\n    for x in a:\n        note(x)\n        continue\n        note("never")\n    return 1\n    note("never")\n',
    ['[1, 2]'],
  ],
  [
    'def f(a):\n    if False:\n        note(a)\n    while False:\n        note(2)\n    if True:\n        note(3)\n    else:\n        note(4)\n    return a\n',
    ['1'],
  ],
  ['def f():\n    return 1\n    yield 2\n', ['']],
  [
    'def f(a):\n    try:\n        if a:\n            note(1)\n            return 1\n        return 2\n    finally:\n        note(3)\n',
    ['0', '1'],
  ],
  [
    'def f(a):\n    for x in a:\n        if x:\n            note(x)\n            note(2)\n    else:\n        note("else")\n    return x\n',
    ['[0, 1]'],
  ],
  [
    'def f(a):\n    with note(open("/dev/null")) as g:\n        if a:\n            note(1)\n            note(2)\n    return 3\n',
    ['0'],
  ],
]

/** Runs texts of Python side by side, each with its calls. */
function runPython(jobs: readonly { readonly code: string; readonly calls: readonly string[] }[]): readonly string[] {
  const program = `
import json, sys
for job in json.load(sys.stdin):
    results = []
    for call in job["calls"]:
        notes = []
        def note(value):
            notes.append(repr(value) if not hasattr(value, "fileno") else "file")
            return value
        scope = {"note": note}
        try:
            exec(job["code"], scope)
            results.append([repr(eval("f(" + call + ")", scope)).split(" at 0x")[0], notes])
        except Exception as error:
            results.append([repr(error), notes])
    print(json.dumps(results))
`
  const { stdout } = spawnSync('python3', ['-c', program], { input: JSON.stringify(jobs), encoding: 'utf8' })
  return stdout.trim().split('\n')
}

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.runIf(hasPython)('In Python', () => {
  it('does the same after every rewrite, and after the rewrites of those', async () => {
    let tried = 0
    for (const [code, calls] of pythonFunctions) {
      const first = await everyRewrite(code, 'python')
      const second = await Promise.all([...first.keys()].map((text) => everyRewrite(text, 'python')))
      const texts = [...first, ...second.flatMap((each) => [...each])]
      tried += texts.length
      const [before, ...after] = runPython([{ code, calls }, ...texts.map(([text]) => ({ code: text, calls }))])
      for (const [index, [text, kind]] of texts.entries()) expect(after[index], `${kind}:\n${text}\nof:\n${code}`).toBe(before)
    }
    expect(tried).toBeGreaterThan(40)
  }, 60_000)
})
