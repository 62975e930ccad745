import type { ActionCase } from './actionCase.ts'

export const callbacks: readonly ActionCase[] = [
  {
    name: 'a chain of two steps',
    kind: 'refactor.rewrite.async',
    language: 'typescript',
    text: `export interface Store {
  user(id: number): Promise<{ readonly name: string; readonly team: number }>
  team(id: number): Promise<string>
}

export function [||]teamOf(store: Store, id: number): Promise<string> {
  return store.user(id).then((user) => {
    return store.team(user.team).then((team) => \`\${user.name} of \${team}\`)
  })
}
`,
    test: `
const store = { user: async () => ({ name: 'Ada', team: 7 }), team: async (id) => \`team \${id}\` }
assert.equal(await subject.teamOf(store, 1), 'Ada of team 7')
await assert.rejects(subject.teamOf({ ...store, user: async () => { throw new Error('gone') } }, 1), /gone/)
`,
    expected: {
      kind: 'applied',
      has: [/async function teamOf/, /await store\.user\(id\)/],
      lacks: [/\.then\(/],
      solution: [
        ['export function teamOf', 'export async function teamOf'],
        [
          `  return store.user(id).then((user) => {
    return store.team(user.team).then((team) => \`\${user.name} of \${team}\`)
  })`,
          `  const user = await store.user(id)
  const team = await store.team(user.team)
  return \`\${user.name} of \${team}\``,
        ],
      ],
    },
  },
  {
    name: 'a chain with a failure that is caught',
    kind: 'refactor.rewrite.async',
    language: 'javascript',
    text: `export function [||]sizeOf(read, path) {
  return read(path)
    .then((text) => text.length)
    .catch(() => -1)
}
`,
    test: `
assert.equal(await subject.sizeOf(async () => 'abc', 'a.txt'), 3)
assert.equal(await subject.sizeOf(async () => { throw new Error('gone') }, 'a.txt'), -1)
assert.equal(await subject.sizeOf(async () => undefined, 'a.txt'), -1)
`,
    expected: {
      kind: 'applied',
      has: [/async function sizeOf/, /await read\(path\)/, /catch/],
      lacks: [/\.then\(/, /\.catch\(/],
      solution: [
        ['export function', 'export async function'],
        [
          `  return read(path)
    .then((text) => text.length)
    .catch(() => -1)`,
          `  try {
    const text = await read(path)
    return text.length
  } catch {
    return -1
  }`,
        ],
      ],
    },
  },
  {
    name: 'two callbacks within each other',
    kind: 'refactor.rewrite.async',
    language: 'javascript',
    text: `import { readFile, writeFile } from 'node:fs'

export function [||]copied(from, to) {
  return new Promise((resolve, reject) => {
    readFile(from, 'utf8', (error, text) => {
      if (error) {
        reject(error)
        return
      }
      writeFile(to, text.toUpperCase(), (failure) => {
        if (failure) {
          reject(failure)
          return
        }
        resolve(text.length)
      })
    })
  })
}
`,
    test: `
const fs = await import('node:fs')
fs.writeFileSync('a.txt', 'abc')
assert.equal(await subject.copied('a.txt', 'b.txt'), 3)
assert.equal(fs.readFileSync('b.txt', 'utf8'), 'ABC')
await assert.rejects(subject.copied('none.txt', 'c.txt'), /ENOENT/)
await assert.rejects(subject.copied('a.txt', 'none/c.txt'), /ENOENT/)
`,
    expected: {
      kind: 'applied',
      has: [/async function copied/, /await/],
      lacks: [/reject\(/],
      solution: [
        ["from 'node:fs'", "from 'node:fs/promises'"],
        [
          `export function copied(from, to) {
  return new Promise((resolve, reject) => {
    readFile(from, 'utf8', (error, text) => {
      if (error) {
        reject(error)
        return
      }
      writeFile(to, text.toUpperCase(), (failure) => {
        if (failure) {
          reject(failure)
          return
        }
        resolve(text.length)
      })
    })
  })
}`,
          `export async function copied(from, to) {
  const text = await readFile(from, 'utf8')
  await writeFile(to, text.toUpperCase())
  return text.length
}`,
        ],
      ],
    },
  },
]
