import { expect, it } from 'vitest'
import { functionToOptimise } from '../../../../server/features/edit/optimise/optimise.ts'
import { optimisedPlaces } from '../../../../server/features/edit/optimise/optimiseRules.ts'
import { atCursor } from '../rewriting.ts'

/** The text after the first place that a rule knows; `nothing` where none does. */
async function optimised(language: string, code: string): Promise<string> {
  return await atCursor(language, code, (site) => {
    const fn = functionToOptimise(site)
    const [place] = fn === undefined ? [] : optimisedPlaces(site, fn)
    if (place === undefined) return 'nothing'
    const sorted = place.edits.toSorted((a, b) => b.startOffset - a.startOffset)
    return sorted.reduce(
      (text, { startOffset, endOffset, newText }) => text.slice(0, startOffset) + newText + text.slice(endOffset),
      site.source.text,
    )
  })
}

it.each([
  [
    'looks elements up in a set, made once in front of the loop',
    'typescript',
    'function f(xs: string[], all: string[]) {\n  for (const x of xs) {\n    if (all.includes(x)) g([||]x);\n  }\n}\n',
    'function f(xs: string[], all: string[]) {\n  const allSet = new Set(all);\n  for (const x of xs) {\n    if (allSet.has(x)) g(x);\n  }\n}\n',
  ],
  [
    'looks elements up in a set within a callback',
    'typescript',
    'function f(xs: string[], all: string[]) {\n  return xs.filter((x) => !all.includes(x))[||]\n}\n',
    'function f(xs: string[], all: string[]) {\n  const allSet = new Set(all)\n  return xs.filter((x) => !allSet.has(x))\n}\n',
  ],
  [
    'makes a set of a list that is filled in the loop and only asked',
    'typescript',
    'function f(xs: string[]) {\n  const seen: string[] = []\n  let again = 0\n  for (const x of xs) {\n    if (seen.includes(x)) again += 1\n    seen.push(x)[||]\n  }\n  return again\n}\n',
    'function f(xs: string[]) {\n  const seen = new Set<string>()\n  let again = 0\n  for (const x of xs) {\n    if (seen.has(x)) again += 1\n    seen.add(x)\n  }\n  return again\n}\n',
  ],
  [
    'makes a set of a list of Python whose type says that it can',
    'python',
    'def f(xs):\n    seen: list[str] = []\n    again = 0\n    for x in xs:\n        if x in seen:\n            again += 1\n        seen.append(x)[||]\n    return again\n',
    'def f(xs):\n    seen: set[str] = set()\n    again = 0\n    for x in xs:\n        if x in seen:\n            again += 1\n        seen.add(x)\n    return again\n',
  ],
  [
    'finds by a map that is made once',
    'typescript',
    'function f(ids: string[], users: readonly User[]) {\n  return ids.map((id) => users.find((user) => user.id === id)?.name)[||]\n}\n',
    "function f(ids: string[], users: readonly User[]) {\n  const usersById = new Map<User['id'], User>()\n  for (const user of users) {\n    if (!usersById.has(user.id)) usersById.set(user.id, user)\n  }\n  return ids.map((id) => usersById.get(id)?.name)\n}\n",
  ],
  [
    'keeps each once',
    'typescript',
    'function f(xs: readonly string[]) {\n  const out: string[] = []\n  for (const x of xs) {\n    if (out.indexOf(x) === -1) {\n      out.push(x)[||]\n    }\n  }\n  return out\n}\n',
    'function f(xs: readonly string[]) {\n  const out: string[] = [...new Set(xs)]\n  return out\n}\n',
  ],
  [
    'keeps each once, whatever they are',
    'javascript',
    'function f(xs) {\n  const out = [];\n  for (const x of xs) if (!out.includes(x)) out.push(x);[||]\n  return out;\n}\n',
    'function f(xs) {\n  const out = [...new Set(xs)];\n  return out;\n}\n',
  ],
  [
    'counts in one pass',
    'python',
    'def f(xs):\n    table = {}\n    for x in xs:\n        table[x] = xs.count(x)[||]\n    return table\n',
    'def f(xs):\n    table = {}\n    for x in xs:\n        table[x] = table.get(x, 0) + 1\n    return table\n',
  ],
  [
    'stops at the first',
    'typescript',
    'function f(xs: number[]) {\n  return xs.filter((x) => x > 2)[0[||]]\n}\n',
    'function f(xs: number[]) {\n  return xs.find((x) => x > 2)\n}\n',
  ],
  [
    'asks whether there is any',
    'typescript',
    'function f(xs: number[]) {\n  return xs.filter((x) => x > 2).length > 0[||]\n}\n',
    'function f(xs: number[]) {\n  return xs.some((x) => x > 2)\n}\n',
  ],
  [
    'asks whether there is none',
    'typescript',
    'function f(xs: number[]) {\n  return xs.filter((x) => x > 2).length === 0[||]\n}\n',
    'function f(xs: number[]) {\n  return !xs.some((x) => x > 2)\n}\n',
  ],
  [
    'flattens on the way',
    'javascript',
    'function f(xs) {\n  return xs.map(g).flat()[||]\n}\n',
    'function f(xs) {\n  return xs.flatMap(g)\n}\n',
  ],
  [
    'takes the least',
    'python',
    'def f(xs):\n    return sorted(xs, key=len)[0][||]\n',
    'def f(xs):\n    return min(xs, key=len)\n',
  ],
  [
    'leaves out a list',
    'python',
    'def f(xs):\n    return sum([x * 2 for x in xs])[||]\n',
    'def f(xs):\n    return sum(x * 2 for x in xs)\n',
  ],
  [
    'asks the dictionary',
    'python',
    'def f(k, table):\n    return k in table.keys()[||]\n',
    'def f(k, table):\n    return k in table\n',
  ],
  [
    'joins texts',
    'python',
    "def f(xs):\n    out = ''\n    for x in xs:\n        out += g(x)[||]\n    return out\n",
    "def f(xs):\n    out = ''.join(g(x) for x in xs)\n    return out\n",
  ],
])('%s, %s', async (_, language, code, becomes) => {
  expect(await optimised(language, code)).toBe(becomes)
})

it.each([
  [
    'what is looked through may be a text',
    'javascript',
    'function f(xs, all) {\n  for (const x of xs) if (all.includes(x)) g(x)[||]\n}\n',
  ],
  [
    'the array changes in the loop',
    'typescript',
    'function f(xs: string[]) {\n  const all: string[] = []\n  for (const x of xs) {\n    if (!all.includes(x)) all.push(x + x)[||]\n  }\n  return all\n}\n',
  ],
  [
    'the array is handed over in the loop',
    'typescript',
    'function f(xs: string[], all: string[]) {\n  for (const x of xs) {\n    if (!all.includes(x)) change(all)[||]\n  }\n}\n',
  ],
  ['it is asked once', 'typescript', 'function f(x: string, all: string[]) {\n  return all.includes(x)[||]\n}\n'],
  [
    'the filter calls something for each element',
    'typescript',
    'function f(xs: number[]) {\n  return xs.filter((x) => log(x))[0][||]\n}\n',
  ],
  ['the last one of equal ones is another one', 'python', 'def f(xs):\n    return sorted(xs)[-1][||]\n'],
  ['any would stop calling', 'python', 'def f(xs):\n    return any([save(x) for x in xs])[||]\n'],
  [
    'another thing is kept than is looked for',
    'javascript',
    'function f(xs) {\n  const out = []\n  for (const x of xs) if (!out.includes(x.id)) out.push(x)[||]\n  return out\n}\n',
  ],
  [
    'the list is not empty at first',
    'javascript',
    'function f(xs) {\n  const out = [1]\n  for (const x of xs) if (!out.includes(x)) out.push(x)[||]\n  return out\n}\n',
  ],
  [
    'what is counted is another list',
    'python',
    'def f(xs, ys):\n    table = {}\n    for x in xs:\n        table[x] = ys.count(x)[||]\n    return table\n',
  ],
  [
    'the table is not empty at first',
    'python',
    'def f(xs, table):\n    for x in xs:\n        table[x] = xs.count(x)[||]\n    return table\n',
  ],
  ['min means something else', 'python', 'from numpy import min\n\ndef f(xs):\n    return sorted(xs)[0][||]\n'],
  [
    'the variable of the loop is read behind it',
    'python',
    "def f(xs):\n    out = ''\n    for x in xs:\n        out += x[||]\n    return out + x\n",
  ],
  [
    'what is added is made of what there is',
    'python',
    "def f(xs):\n    out = ''\n    for x in xs:\n        out += str(len(out))[||]\n    return out\n",
  ],
  [
    'the list is another one in each round',
    'javascript',
    "function f(lines, x) {\n  let n = 0\n  for (const line of lines) {\n    const parts = line.split(',')\n    if (parts.includes(x)) n += 1[||]\n  }\n  return n\n}\n",
  ],
  [
    'the list that is filled is given back',
    'javascript',
    'function f(xs) {\n  const seen = []\n  for (const x of xs) {\n    if (seen.includes(x) && x > 2) seen.push(x)[||]\n  }\n  return seen\n}\n',
  ],
  [
    'nothing says that the elements can be in a set',
    'python',
    'def f(xs):\n    seen = []\n    n = 0\n    for x in xs:\n        if x in seen:\n            n += 1\n        seen.append(x)[||]\n    return n\n',
  ],
  [
    'what is found by is written in the loop',
    'typescript',
    'function f(ids: string[], users: User[]) {\n  for (const id of ids) {\n    const user = users.find((each) => each.id === id)\n    if (user) user.id = "x"[||]\n  }\n}\n',
  ],
  [
    'the element that is found is compared with what it has itself',
    'typescript',
    'function f(ids: string[], users: User[]) {\n  return ids.map((id) => users.find((each) => each.id === id + each.name))[||]\n}\n',
  ],
])('leaves alone where %s, %s', async (_, language, code) => {
  expect(await optimised(language, code)).toBe('nothing')
})
