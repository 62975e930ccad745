import type { ActionCase } from './actionCase.ts'

export const trapsOfConditions: readonly ActionCase[] = [
  {
    name: 'does something',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'typescript',
    text: `export function visit(id: string, note: (id: string) => boolean): string {
  if ([||]note(id) || true) {
    return \`seen \${id}\`
  }
  return 'unseen'
}
`,
    test: `
const noted = []
assert.equal(subject.visit('a', (id) => noted.push(id) > 5), 'seen a')
assert.deepEqual(noted, ['a'])
`,
    expected: { kind: 'refused', trap: 'a call would not happen any more', naive: [['note(id) || true', 'true']] },
  },
  {
    name: 'compares what may not be a number',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'javascript',
    text: `export function isFrost(temperature) {
  if (!([||]temperature >= 0)) {
    return 'frost or unknown'
  }
  return 'no frost'
}
`,
    test: `
assert.equal(subject.isFrost(-1), 'frost or unknown')
assert.equal(subject.isFrost(0), 'no frost')
assert.equal(subject.isFrost(Number.NaN), 'frost or unknown')
`,
    expected: {
      kind: 'refused',
      trap: 'NaN is neither less nor greater',
      naive: [['!(temperature >= 0)', 'temperature < 0']],
    },
  },
  {
    name: 'compares loosely',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'javascript',
    text: `export function isGiven(count) {
  if ([||]count != null && count != 0) {
    return 'given'
  }
  return 'missing'
}
`,
    test: `
assert.equal(subject.isGiven(null), 'missing')
assert.equal(subject.isGiven(0), 'missing')
assert.equal(subject.isGiven('0'), 'missing')
assert.equal(subject.isGiven(Number.NaN), 'given')
assert.equal(subject.isGiven(3), 'given')
`,
    expected: {
      kind: 'refused',
      trap: 'neither truth nor strict equality is the same as comparing loosely',
      naive: [['count != null && count != 0', 'count']],
    },
  },
  {
    name: 'has more to do afterwards',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'typescript',
    text: `export function run(work: (() => string) | undefined, log: string[]): string {
  let result = 'nothing'
  try {
    [||]if (work !== undefined) {
      log.push('begin')
      result = work()
    }
  } finally {
    log.push('end')
  }
  log.push(result)
  return result
}
`,
    test: `
const log = []
assert.equal(subject.run(undefined, log), 'nothing')
assert.equal(subject.run(() => 'done', log), 'done')
assert.deepEqual(log, ['end', 'nothing', 'begin', 'end', 'done'])
`,
    expected: {
      kind: 'refused',
      trap: 'what follows try and finally would be skipped',
      naive: [
        [
          `    if (work !== undefined) {
      log.push('begin')
      result = work()
    }`,
          `    if (work === undefined) return result
    log.push('begin')
    result = work()`,
        ],
      ],
    },
  },
  {
    name: 'does not parse',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'javascript',
    text: `export function total(items) {
  let sum = 0
  for (const item of items {
    sum += item.price
  }
  return sum
  [||]console.log(sum)
}
`,
    test: '',
    expected: { kind: 'refused', trap: 'the file does not parse' },
  },
  {
    name: 'changes meanwhile',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'python',
    text: `def state(name, doors):
    if [||]not (name in doors):
        return "no door"
    return "a door"
`,
    test: `
assert state("a", {"a"}) == "a door"
assert state("b", {"a"}) == "no door"
`,
    expected: {
      kind: 'refused',
      trap: 'the file is another one by then',
      typedMeanwhile: '"""What doors there are."""\n\n\n',
    },
  },
]
