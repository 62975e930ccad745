import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPlace, runtimeFolder } from '../../../server/engine/local/shared/place.ts'

let folder: string
let program: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-place-'))
  program = join(folder, 'engine.js')
  writeFileSync(program, 'one version')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('where programs meet the engine that they share', () => {
  test('only the user can look', async () => {
    const own = join(folder, 'run')
    const { address } = await openPlace(own, program)
    expect(statSync(own).mode & 0o777).toBe(0o700)
    expect(statSync(join(own, 'secret')).mode & 0o777).toBe(0o600)
    expect(address.startsWith(own)).toBe(true)
  })

  test('is the same for all of them, with one secret, also when they come at once', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, () => openPlace(join(folder, 'run'), program)))
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1)
    expect(places[0]?.secret).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is another one for another version of the program', async () => {
    const first = await openPlace(join(folder, 'run'), program)
    writeFileSync(program, 'another version')
    expect((await openPlace(join(folder, 'run'), program)).address).not.toBe(first.address)
  })

  test('is refused where the folder is open to others', async () => {
    const open = join(folder, 'open')
    mkdirSync(open)
    chmodSync(open, 0o755)
    await expect(openPlace(open, program)).rejects.toThrow('is open to other users')
  })

  test('is refused where the folder is a link that somebody may have laid', async () => {
    mkdirSync(join(folder, 'real'), { mode: 0o700 })
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    await expect(openPlace(join(folder, 'link'), program)).rejects.toThrow('is no folder')
  })

  test('is refused where others could read the secret', async () => {
    const own = join(folder, 'run')
    await openPlace(own, program)
    chmodSync(join(own, 'secret'), 0o644)
    await expect(openPlace(own, program)).rejects.toThrow('is open to other users')
  })

  test('is refused where the path is too long for a socket', async () => {
    await expect(openPlace(join(folder, 'x'.repeat(100)), program)).rejects.toThrow('too long')
  })

  test('has another secret after a program died while it wrote the first', async () => {
    const own = join(folder, 'run')
    mkdirSync(own, { mode: 0o700 })
    writeFileSync(join(own, 'secret'), 'half', { mode: 0o600 })
    await expect(openPlace(own, program)).rejects.toThrow('damaged')
    expect((await openPlace(own, program)).secret).toBe(readFileSync(join(own, 'secret'), 'utf8'))
  })

  test('is a pipe on Windows whose name tells others nothing', async () => {
    const { address, secret } = await openPlace(join(folder, 'run'), program, 'win32')
    expect(address).toMatch(/^\\\\\.\\pipe\\latent-[0-9a-f]{32}$/)
    expect(address).not.toContain(secret.slice(0, 8))
  })
})

test.each([
  ['what the user chose', { LATENT_RUNTIME: '/mine', XDG_RUNTIME_DIR: '/run/user/1' }, 'linux', '/mine'],
  ["the system's folder for a user's sockets", { XDG_RUNTIME_DIR: '/run/user/1' }, 'linux', '/run/user/1/latent'],
  [
    'no relative path, which a workspace could fill',
    { LATENT_RUNTIME: 'here', XDG_RUNTIME_DIR: '/run/user/1' },
    'linux',
    '/run/user/1/latent',
  ],
] as const)('the folder is %s', (_what, env, platform, expected) => {
  expect(runtimeFolder(env, platform)).toBe(expected)
})

test('without a folder of the system it is one of the user among the temporary files', () => {
  expect(runtimeFolder({}, 'linux')).toBe(join(tmpdir(), `latent-${process.getuid?.()}`))
})
