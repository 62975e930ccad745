import type { ActionCase } from '../actionCase.ts'

/** Loops, pipelines and promises of which the order, the laziness or the moment matters. */
export const trapsOfLoops: readonly ActionCase[] = [
  {
    name: 'asks what it has collected',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'typescript',
    text: `export interface Event {
  readonly start: number
  readonly end: number
  readonly title: string
}

/** As many events as one person can attend, by which ends first. */
export function attendable(events: readonly Event[]): Event[] {
  const chosen: Event[] = []
  [||]for (const event of [...events].sort((a, b) => a.end - b.end)) {
    if (event.start >= (chosen.at(-1)?.end ?? 0)) {
      chosen.push(event)
    }
  }
  return chosen
}
`,
    test: `
const event = (start, end) => ({ start, end, title: '' })
assert.deepEqual(subject.attendable([event(1, 4), event(2, 3), event(3, 6), event(5, 7)]).map(({ start }) => start), [2, 3])
`,
    expected: {
      kind: 'refused',
      trap: 'each round looks at what the rounds before have chosen',
      naive: [
        [
          `  const chosen: Event[] = []
  for (const event of [...events].sort((a, b) => a.end - b.end)) {
    if (event.start >= (chosen.at(-1)?.end ?? 0)) {
      chosen.push(event)
    }
  }
`,
          `  const none: Event[] = []
  const chosen = [...events].sort((a, b) => a.end - b.end).filter((event) => event.start >= (none.at(-1)?.end ?? 0))
`,
        ],
      ],
    },
  },
  {
    name: 'gets longer as it goes',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `/** All folders below some folders, those included. */
export function allFolders(roots, childrenOf) {
  const pending = [...roots]
  const paths = []
  [||]for (const folder of pending) {
    pending.push(...childrenOf(folder))
    paths.push(folder.path)
  }
  return paths
}
`,
    test: `
const children = { a: ['a/b', 'a/c'], 'a/b': ['a/b/d'] }
const childrenOf = ({ path }) => (children[path] ?? []).map((each) => ({ path: each }))
assert.deepEqual(subject.allFolders([{ path: 'a' }], childrenOf), ['a', 'a/b', 'a/c', 'a/b/d'])
`,
    expected: {
      kind: 'refused',
      trap: 'what is added to the list on the way is visited, too; map and forEach do not',
      naive: [
        [
          `  const paths = []
  for (const folder of pending) {
    pending.push(...childrenOf(folder))
    paths.push(folder.path)
  }
`,
          `  const paths = pending.map((folder) => {
    pending.push(...childrenOf(folder))
    return folder.path
  })
`,
        ],
      ],
    },
  },
  {
    name: 'does all at once',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'typescript',
    text: `export interface Mirror {
  readonly host: string
  ping(): Promise<number>
}

/** The mirror that answers fastest. */
export async function fastest(mirrors: readonly Mirror[]): Promise<string | undefined> {
  const answers = await Promise.all(mirrors.[||]map(async (mirror) => ({ host: mirror.host, ms: await mirror.ping() })))
  answers.sort((a, b) => a.ms - b.ms)
  return answers[0]?.host
}
`,
    test: `
let running = 0
let most = 0
const mirror = (host, ms) => ({ host, ping: async () => { most = Math.max(most, ++running); await null; running -= 1; return ms } })
assert.equal(await subject.fastest([mirror('a', 9), mirror('b', 3), mirror('c', 5)]), 'b')
assert.equal(most, 3)
`,
    expected: {
      kind: 'refused',
      trap: 'one after the other would take as long as all together',
      naive: [
        [
          '  const answers = await Promise.all(mirrors.map(async (mirror) => ({ host: mirror.host, ms: await mirror.ping() })))\n',
          `  const answers: { host: string; ms: number }[] = []
  for (const mirror of mirrors) answers.push({ host: mirror.host, ms: await mirror.ping() })
`,
        ],
      ],
    },
  },
  {
    name: 'is read only as far as needed',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'python',
    text: `def first_free_name(wanted, exists):
    """The name that is wanted, or the first with a number that is free."""
    if not exists(wanted):
        return wanted
    numbers = iter(range(2, 1_000_000))
    candidates = [||](f"{wanted} ({number})" for number in numbers)
    for candidate in candidates:
        if not exists(candidate):
            return candidate
    raise LookupError(wanted)


def copies(wanted, exists, count):
    found = set()
    for _ in range(count):
        found.add(first_free_name(wanted, lambda name: name in found or exists(name)))
    return sorted(found)
`,
    test: `
import sys, tracemalloc
assert first_free_name("a", {"b"}.__contains__) == "a"
tracemalloc.start()
assert first_free_name("a", {"a", "a (2)"}.__contains__) == "a (3)"
assert tracemalloc.get_traced_memory()[1] < 1_000_000
assert copies("a", {"a"}.__contains__, 2) == ["a (2)", "a (3)"]
`,
    expected: {
      kind: 'refused',
      trap: 'a million names would be made for one',
      naive: [
        [
          '    candidates = (f"{wanted} ({number})" for number in numbers)\n',
          '    candidates = []\n    for number in numbers:\n        candidates.append(f"{wanted} ({number})")\n',
        ],
      ],
    },
  },
  {
    name: 'answers at once where it can',
    kind: 'refactor.rewrite.async',
    language: 'javascript',
    text: `const cache = new Map()

/** The translation of a key: at once where it is known, else a promise of it. */
export function [||]translation(key, load) {
  if (cache.has(key)) return cache.get(key)
  return load(key).then((text) => {
    cache.set(key, text)
    return text
  })
}
`,
    test: `
assert.equal(await subject.translation('hello', async () => 'hallo'), 'hallo')
assert.equal(subject.translation('hello', async () => 'never'), 'hallo')
`,
    expected: {
      kind: 'refused',
      trap: 'what is known would be a promise, too',
      naive: [
        ['export function translation', 'export async function translation'],
        [
          `  return load(key).then((text) => {
    cache.set(key, text)
    return text
  })
`,
          `  const text = await load(key)
  cache.set(key, text)
  return text
`,
        ],
      ],
    },
  },
  {
    name: 'holds what cannot be a key',
    kind: 'refactor.rewrite.optimise',
    language: 'python',
    text: `def [||]without_repeats(rows):
    """Rows of an import, each once; a row is a dictionary of its columns."""
    kept = []
    for row in rows:
        if row not in kept:
            kept.append(row)
    return kept


def imported(lines):
    return without_repeats([dict(zip(("sku", "price"), line.split(";"))) for line in lines])
`,
    test: `
assert imported(["a;1", "b;2", "a;1"]) == [{"sku": "a", "price": "1"}, {"sku": "b", "price": "2"}]
`,
    expected: {
      kind: 'refused',
      trap: 'a dictionary cannot be in a set',
      naive: [
        ['    return kept\n', '    return list(kept)\n'],
        [
          `    kept = []
    for row in rows:
        if row not in kept:
            kept.append(row)
`,
          '    kept = dict.fromkeys(rows)\n',
        ],
      ],
    },
  },
]
