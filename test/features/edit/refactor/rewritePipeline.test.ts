import { checkRewrites } from '../rewriting.ts'

checkRewrites('pipelineToLoop', [
  {
    name: 'map',
    language: 'typescript',
    code: 'function f(users: User[]) {\n  const names: string[] = [||]users.map((user) => user.name);\n  return names;\n}\n',
    becomes:
      'function f(users: User[]) {\n  const names: string[] = [];\n  for (const user of users) {\n    names.push(user.name);\n  }\n  return names;\n}\n',
  },
  {
    name: 'filter and map that is returned',
    language: 'javascript',
    code: 'function f(xs) {\n  return xs.filter((x) => x > 1 && x.ok)[||].map(({ a, b }) => ({ a, b }))\n}\n',
    becomes:
      'function f(xs) {\n  const result = []\n  for (const x of xs) {\n    if (!(x > 1) || !x.ok) continue\n    const { a, b } = x\n    result.push({ a, b })\n  }\n  return result\n}\n',
  },
  {
    name: 'map and filter by another name',
    language: 'javascript',
    code: 'function f(xs) {\n  const big = xs.map((x) => x.size).filter((size) => size > 2)[||]\n  return big\n}\n',
    becomes:
      'function f(xs) {\n  const big = []\n  for (const x of xs) {\n    const size = x.size\n    if (!(size > 2)) continue\n    big.push(size)\n  }\n  return big\n}\n',
  },
  {
    name: 'every',
    language: 'javascript',
    code: 'function f(xs) {\n  return [||]xs.every((x) => !x.done);\n}\n',
    becomes: 'function f(xs) {\n  for (const x of xs) {\n    if (x.done) return false;\n  }\n  return true;\n}\n',
  },
  {
    name: 'a comprehension with two sources',
    language: 'python',
    code: 'def f(rows):\n    cells = [[||]cell.text for row in rows for cell in row if cell]\n    return cells\n',
    becomes:
      'def f(rows):\n    cells = []\n    for row in rows:\n        for cell in row:\n            if cell:\n                cells.append(cell.text)\n    return cells\n',
  },
  {
    name: 'a dictionary that is returned',
    language: 'python',
    code: 'def f(xs):\n    return {[||]x.key: x for x in xs}\n',
    becomes: 'def f(xs):\n    result = {}\n    for x in xs:\n        result[x.key] = x\n    return result\n',
  },
  {
    name: 'reduce that is returned',
    language: 'typescript',
    code: 'function f(words: string[]) {\n  return [||]words.reduce((sum, word) => sum + word.length, 0)\n}\n',
    becomes:
      'function f(words: string[]) {\n  let sum = 0\n  for (const word of words) {\n    sum += word.length\n  }\n  return sum\n}\n',
  },
  {
    name: 'reduce of what was filtered, by the name of the variable and with its type',
    language: 'typescript',
    code: 'function f(xs: X[]) {\n  const most = xs.filter((x) => x.ok).[||]reduce<number>((a, { size }) => Math.max(a, size), -1);\n  return most;\n}\n',
    becomes:
      'function f(xs: X[]) {\n  let most: number = -1;\n  for (const { size } of xs.filter((x) => x.ok)) {\n    most = Math.max(most, size);\n  }\n  return most;\n}\n',
  },
  {
    name: 'reduce by another name where its own means something else',
    language: 'javascript',
    code: 'function f(xs, sum) {\n  return [||]xs.reduce((sum, x) => ({ ...sum, [x]: 1 }), {})\n}\n',
    becomes:
      'function f(xs, sum) {\n  let result = {}\n  for (const x of xs) {\n    result = { ...result, [x]: 1 }\n  }\n  return result\n}\n',
  },
  // Traps.
  {
    name: 'reduce without a value to begin with',
    language: 'javascript',
    code: 'function f(xs) {\n  return xs.[||]reduce((a, b) => a + b)\n}\n',
    refused: 'begins with the first element',
  },
  {
    name: 'a search that is the value of a variable',
    language: 'typescript',
    code: 'function f(xs: Check[]) {\n  const all = xs.[||]every((x) => x.passes())\n  return all\n}\n',
    becomes:
      'function f(xs: Check[]) {\n  let all = true\n  for (const x of xs) {\n    if (!x.passes()) {\n      all = false\n      break\n    }\n  }\n  return all\n}\n',
  },
  {
    name: 'an element that is the value of a variable',
    language: 'typescript',
    code: 'function f(xs: User[], id: string) {\n  const found: User | undefined = xs.[||]find((x) => x.id === id)\n  return found\n}\n',
    becomes:
      'function f(xs: User[], id: string) {\n  let found: User | undefined\n  for (const x of xs) {\n    if (x.id === id) {\n      found = x\n      break\n    }\n  }\n  return found\n}\n',
  },
  {
    name: 'the place of an element',
    language: 'typescript',
    code: 'function f(xs: string[]) {\n  return xs.[||]map((x, at) => at + x)\n}\n',
    becomes:
      'function f(xs: string[]) {\n  const result = []\n  for (const [at, x] of xs.entries()) {\n    result.push(at + x)\n  }\n  return result\n}\n',
  },
  {
    name: 'the place of an element after another step',
    language: 'typescript',
    code: 'function f(xs: string[]) {\n  return xs.filter((x) => x > "").[||]map((x, at) => at + x)\n}\n',
    refused: 'takes the index as well',
  },
  {
    name: 'reduce with a function that is called later',
    language: 'javascript',
    code: 'function f(xs) {\n  return xs.[||]reduce((next, x) => () => x(next), end)\n}\n',
    refused: '`next` is used by a function within',
  },
  {
    name: 'reduce that takes the index as well',
    language: 'javascript',
    code: 'function f(xs) {\n  return xs.[||]reduce((sum, x, index) => sum + x * index, 0)\n}\n',
    refused: 'takes the index',
  },
  {
    name: 'reduce that waits',
    language: 'javascript',
    code: 'function f(xs) {\n  return xs.[||]reduce(async (last, x) => (await last) + x, 0)\n}\n',
    refused: 'one after the other',
  },
  {
    name: 'reduce with an object named by its own short form',
    language: 'javascript',
    code: 'function f(xs) {\n  const all = xs.[||]reduce((sum, x) => ({ sum, x }), 0)\n  return all\n}\n',
    refused: 'name of a property',
  },
  {
    name: 'calls of two stages would come in another order',
    language: 'javascript',
    code: 'function f(xs) {\n  return [||]xs.filter((x) => ok(x)).map((x) => change(x))\n}\n',
    refused: 'another order',
  },
  {
    name: 'calls of an async function run at once',
    language: 'javascript',
    code: 'function f(xs) {\n  return [||]xs.map(async (x) => await load(x))\n}\n',
    refused: 'one after the other',
  },
  {
    name: 'the whole array is taken as well',
    language: 'javascript',
    code: 'function f(xs) {\n  return [||]xs.map((x, index, all) => x + index)\n}\n',
    refused: 'index',
  },
  {
    name: 'a function that is written elsewhere may take the index',
    language: 'javascript',
    code: 'function f(xs) {\n  return [||]xs.map(parseInt)\n}\n',
    refused: 'written elsewhere',
  },
  {
    name: 'the name of the element means something else in front',
    language: 'javascript',
    code: 'function f(x) {\n  return [||]x.items.map((x) => x.name)\n}\n',
    refused: 'means something else in front',
  },
  {
    name: 'a name of the next stage means something else in the first',
    language: 'javascript',
    code: 'function f(xs, y) {\n  return [||]xs.filter((x) => x > y).map((y) => y + 1)\n}\n',
    refused: 'by one name',
  },
  {
    name: 'a variable outside is changed',
    language: 'javascript',
    code: 'function f(xs) {\n  let n = 0\n  return [||]xs.map((x) => (n += x))\n}\n',
    refused: 'It changes `n`',
  },
  {
    name: 'its variable would stay behind the loop',
    language: 'python',
    code: 'def f(x, xs):\n    out = [[||]x for x in xs]\n    return out, x\n',
    refused: '`x` is used outside',
  },
  {
    name: 'its variable has the name of what it goes through',
    language: 'python',
    code: 'def f():\n    return [[||]x for x in x.items]\n',
    refused: '`x` is used outside',
  },
  {
    name: 'the old value of the name is read',
    language: 'python',
    code: 'def f(xs):\n    xs = [[||]x + 1 for x in xs]\n    return xs\n',
    refused: 'It reads `xs`',
  },
])
