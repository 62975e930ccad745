import type { ActionCase } from './actionCase.ts'

export const trapsOfLoops: readonly ActionCase[] = [
  {
    name: 'ends early',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'typescript',
    text: `export function affordable(prices: readonly number[], budget: number): number[] {
  const chosen: number[] = []
  let left = budget
  [||]for (const price of prices) {
    if (price > left) break
    left -= price
    chosen.push(price)
  }
  return chosen
}
`,
    test: 'assert.deepEqual(subject.affordable([3, 4, 9, 1], 8), [3, 4])',
    expected: {
      kind: 'refused',
      trap: 'the loop ends early',
      naive: [
        ['  const chosen: number[] = []\n', ''],
        [
          `  for (const price of prices) {
    if (price > left) break
    left -= price
    chosen.push(price)
  }
  return chosen`,
          '  return prices.filter((price) => price <= left)',
        ],
      ],
    },
  },
  {
    name: 'waits',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `export async function loadAll(load, ids) {
  const texts = []
  [||]for (const id of ids) {
    texts.push(await load(id))
  }
  return texts
}
`,
    test: `
const log = []
const load = async (id) => {
  log.push(\`begin \${id}\`)
  await null
  log.push(\`end \${id}\`)
  return \`text \${id}\`
}
assert.deepEqual(await subject.loadAll(load, [1, 2]), ['text 1', 'text 2'])
assert.deepEqual(log, ['begin 1', 'end 1', 'begin 2', 'end 2'])
`,
    expected: {
      kind: 'refused',
      trap: 'each round waits for the one before',
      naive: [
        ['  const texts = []\n', ''],
        [
          `  for (const id of ids) {
    texts.push(await load(id))
  }
  return texts`,
          '  return await Promise.all(ids.map(async (id) => await load(id)))',
        ],
      ],
    },
  },
  {
    name: 'yields',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `export function* doubled(numbers) {
  const seen = []
  [||]for (const number of numbers) {
    yield number * 2
    seen.push(number)
  }
  return seen
}
`,
    test: `
const steps = subject.doubled([1, 2])
assert.deepEqual([steps.next(), steps.next(), steps.next()], [
  { value: 2, done: false },
  { value: 4, done: false },
  { value: [1, 2], done: true },
])
`,
    expected: {
      kind: 'refused',
      trap: 'the loop is part of a generator',
      naive: [
        [
          `  const seen = []
  for (const number of numbers) {
    yield number * 2
    seen.push(number)
  }`,
          '  const seen = numbers.map((number) => number)',
        ],
      ],
    },
  },
  {
    name: 'keeps its name',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'python',
    text: `def read(lines):
    result = []
    line = "nothing"
    [||]for line in lines:
        result.append(line.strip())
    return result, line
`,
    test: `
assert read([" a", "b "]) == (["a", "b"], "b ")
assert read([]) == ([], "nothing")
`,
    expected: {
      kind: 'refused',
      trap: 'the name of the loop is that of a variable that is read afterwards',
      naive: [
        [
          `    result = []
    line = "nothing"
    for line in lines:
        result.append(line.strip())`,
          `    line = "nothing"
    result = [line.strip() for line in lines]`,
        ],
      ],
    },
  },
  {
    name: 'is closed over',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `export function counters(names) {
  const result = []
  [||]for (var index = 0; index < names.length; index++) {
    result.push(() => \`\${index} of \${names.length}\`)
  }
  return result
}
`,
    test: "assert.deepEqual(subject.counters(['a', 'b']).map((each) => each()), ['2 of 2', '2 of 2'])",
    expected: {
      kind: 'refused',
      trap: 'all closures share the variable of the loop',
      naive: [
        [
          `  const result = []
  for (var index = 0; index < names.length; index++) {
    result.push(() => \`\${index} of \${names.length}\`)
  }
  return result`,
          '  return names.map((_, index) => () => `${index} of ${names.length}`)',
        ],
      ],
    },
  },
  {
    name: 'has a this of its own',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'javascript',
    text: `export function prices(amounts, shop) {
  const result = amounts.[||]map(function (amount) {
    return amount * this.rate
  }, shop)
  return result
}
`,
    test: 'assert.deepEqual(subject.prices([1, 2], { rate: 3 }), [3, 6])',
    expected: {
      kind: 'refused',
      trap: 'this is another one in the function',
      naive: [
        [
          `  const result = amounts.map(function (amount) {
    return amount * this.rate
  }, shop)`,
          `  const result = []
  for (const amount of amounts) {
    result.push(amount * this.rate)
  }`,
        ],
      ],
    },
  },
]
