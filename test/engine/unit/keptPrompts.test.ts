import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Token } from 'node-llama-cpp'
import { expect, onTestFinished, test } from 'vitest'
import { type KeptFrom, KeptPrompts } from '../../../server/engine/local/keptPrompts.ts'
import { fileMemory, openBuffered, openUnnamed } from '../../../server/engine/local/memoryFile.ts'

/** Tokens of a user: equal for the same user as far as both go. */
const prompt = (user: number, length: number) => Array.from({ length }, (_, index) => (1000 * user + index) as Token)

/** A sequence whose cache is a list of tokens, and which counts what it does. */
class Cache implements KeptFrom {
  tokens: readonly Token[] = []
  readonly did: string[] = []

  shared(tokens: readonly Token[]): number {
    const different = tokens.findIndex((token, index) => token !== this.tokens[index])
    return different < 0 ? tokens.length : different
  }

  async save(path: string): Promise<number> {
    this.did.push('save')
    writeFileSync(path, JSON.stringify(this.tokens))
    return 8 * this.tokens.length
  }

  async load(path: string): Promise<void> {
    this.did.push('load')
    this.tokens = JSON.parse(readFileSync(path, 'utf8')) as Token[]
  }
}

/** Memory for so many bytes, and the files that are open of all that were made. */
function openFiles(bytes = 1e6) {
  const open = new Set<object>()
  const make = () => {
    const file = openBuffered()
    open.add(file)
    return { ...file, close: () => void (file.close(), open.delete(file)) }
  }
  return { open, memory: { bytes, open: make } }
}

test('a prompt comes back as it was when another user had the sequence in between', async () => {
  const { memory } = openFiles()
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  cache.tokens = prompt(1, 300)
  await kept.exchange(cache, prompt(2, 200))
  cache.tokens = prompt(2, 200)
  await kept.exchange(cache, prompt(1, 301))
  expect(cache.tokens).toEqual(prompt(1, 300))
})

test('who goes on with the prompt that is there changes nothing', async () => {
  const { open, memory } = openFiles()
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  cache.tokens = prompt(1, 300)
  await kept.exchange(cache, prompt(1, 305))
  expect([cache.did, open.size]).toEqual([[], 0])
})

test('what was put away is not written again for a few more tokens', async () => {
  const { open, memory } = openFiles()
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  for (const more of [0, 3, 6]) {
    cache.tokens = prompt(1, 300 + more)
    await kept.exchange(cache, prompt(2, 200))
    await kept.exchange(cache, prompt(1, 300 + more))
  }
  expect(cache.did.filter((each) => each === 'save')).toHaveLength(1)
  cache.tokens = prompt(1, 400)
  await kept.exchange(cache, prompt(2, 200))
  // The longer one has replaced the shorter.
  expect([cache.did.filter((each) => each === 'save').length, open.size]).toEqual([2, 1])
})

test('the prompts that were not used for longest make room, and their memory is free', async () => {
  const { open, memory } = openFiles(8 * 250)
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  for (const user of [1, 2, 3, 4]) {
    cache.tokens = prompt(user, 100)
    await kept.exchange(cache, prompt(9, 100))
  }
  expect([kept.bytes, open.size]).toEqual([1600, 2])
  cache.tokens = []
  await kept.exchange(cache, prompt(1, 100))
  expect(cache.tokens).toEqual([])
  await kept.exchange(cache, prompt(4, 100))
  expect(cache.tokens).toEqual(prompt(4, 100))
  kept.dispose()
  expect(open.size).toBe(0)
})

test('a prompt that is about to be brought back is there, although its room is given to others meanwhile', async () => {
  const { open, memory } = openFiles()
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  cache.tokens = prompt(1, 300)
  await kept.exchange(cache, prompt(2, 200))
  cache.tokens = prompt(2, 200)
  const { save } = cache
  cache.save = async (path) => {
    kept.dispose()
    return await save.call(cache, path)
  }
  await kept.exchange(cache, prompt(1, 300))
  expect(cache.tokens).toEqual(prompt(1, 300))
  kept.dispose()
  expect(open.size).toBe(0)
})

test('a prompt that cannot be brought back is evaluated anew, and not tried again', async () => {
  const { open, memory } = openFiles()
  const kept = new KeptPrompts(memory)
  const cache = new Cache()
  cache.tokens = prompt(1, 300)
  await kept.exchange(cache, prompt(2, 200))
  cache.tokens = []
  cache.load = () => Promise.reject(new Error('unreadable'))
  await kept.exchange(cache, prompt(1, 300))
  expect([cache.tokens, kept.bytes, open.size]).toEqual([[], 0, 0])
})

test('without memory for it nothing is kept, and where it is full the request goes on', async () => {
  const cache = new Cache()
  cache.tokens = prompt(1, 300)
  await new KeptPrompts(openFiles(0).memory).exchange(cache, prompt(2, 200))
  expect(cache.did).toEqual([])
  const { open, memory } = openFiles()
  cache.save = () => Promise.reject(new Error('no space left'))
  await new KeptPrompts(memory).exchange(cache, prompt(2, 200))
  expect(open.size).toBe(0)
})

const ways = [
  ['a buffer', openBuffered],
  ...(process.platform === 'linux' ? [['a file without a name', openUnnamed] as const] : []),
] as const

test.each(ways)('%s in memory holds what was written, however often it is read', async (_way, open) => {
  const file = open()
  onTestFinished(() => file.close())
  expect(await file.write(async (path) => writeFileSync(path, 'state'))).toBeUndefined()
  const read = () => file.read(async (path) => readFileSync(path, 'utf8'))
  expect(await Promise.all([read(), read()])).toEqual(['state', 'state'])
})

test.each(ways)('%s in memory has no name that others could open, before, between and after', async (_way, open) => {
  const names: string[] = []
  const file = open()
  await file.write(async (path) => {
    names.push(path)
    writeFileSync(path, 'state')
    // Only a folder of the user's own, and a descriptor of this process.
    expect(path.startsWith('/proc/self/fd/') || (statSync(dirname(path)).mode & 0o077) === 0).toBe(true)
  })
  await file.read(async (path) => void names.push(path))
  file.close()
  expect(names.map((name) => existsSync(name))).toEqual([false, false])
})

test('a write that fails leaves nothing behind', async () => {
  let folder = ''
  const failing = openBuffered().write(async (path) => {
    folder = dirname(path)
    writeFileSync(path, 'half')
    throw new Error('no space left')
  })
  await expect(failing).rejects.toThrow('no space left')
  expect(existsSync(folder)).toBe(false)
})

test('every system has memory for prompts', () => {
  expect(fileMemory({ LATENT_PROMPT_MEMORY: 'buffers' })).toMatchObject({ open: openBuffered, bytes: expect.any(Number) })
  expect(fileMemory({}).bytes).toBeGreaterThan(0)
})
