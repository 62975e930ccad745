import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { probeBackend, tryBackend } from '../../../server/engine/local/backendProbe.ts'
import { temporaryFolder } from '../../models/scene.ts'

const works = { kind: 'works', devices: ['Some Card'], memory: { totalBytes: 8e9, freeBytes: 7e9 } } as const

/** A program in the place of dist/probe.js, which has `say` for an answer. */
function program(text: string): string {
  const path = join(temporaryFolder(), 'probe.mjs')
  const works = `const works = { kind: 'works', devices: ['Some Card'], memory: { totalBytes: 8e9, freeBytes: 7e9 } }`
  writeFileSync(path, `${works}\nconst say = (answer) => process.stdout.write('\\n' + JSON.stringify(answer) + '\\n')\n${text}`)
  return path
}

it('What a driver prints beside the answer does no harm', async () => {
  const path = program(`console.log('{ not ours }'); say(works); console.log('goodbye'); say(works)`)
  expect(await probeBackend(path, 'vulkan', process.env)).toEqual(works)
  expect(await tryBackend(path, 'vulkan', process.env)).toEqual(works)
})

it('A process that dies before it answers had nothing to try', async () => {
  const path = program(`process.kill(process.pid, 'SIGKILL')`)
  expect(await probeBackend(path, 'vulkan', process.env)).toEqual({ kind: 'fails', reason: 'signal SIGKILL' })
  expect(await tryBackend(path, 'vulkan', process.env)).toEqual({ kind: 'absent', reason: 'signal SIGKILL' })
})

it('The library’s own error is told where native code says nothing', async () => {
  const path = program(`say(works); say({ kind: 'fails', reason: 'Failed to load model' })`)
  expect(await tryBackend(path, 'vulkan', process.env)).toMatchObject({
    kind: 'faulty',
    reason: 'it fails when it computes: Failed to load model',
  })
})

it('A process that hangs is ended, whatever it does about signals', async () => {
  const folder = temporaryFolder()
  const path = program(`import { writeFileSync } from 'node:fs'
    process.on('SIGTERM', () => {})
    writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid))
    setInterval(() => {}, 1000)
    say(works)`)
  const trial = await tryBackend(path, 'vulkan', process.env, 8000)
  expect(trial).toMatchObject({ reason: 'it did not answer in time' })
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

it('Where the trial cannot be written the backend is not used, and the reason is told', async () => {
  const path = program('say(works); say(works)')
  vi.stubEnv('TMPDIR', '/proc/nowhere')
  const trial = await tryBackend(path, 'vulkan', process.env)
  vi.unstubAllEnvs()
  expect(trial).toEqual({
    kind: 'absent',
    reason: 'it cannot be tried, because /proc/nowhere cannot be written: it does not exist',
  })
})

it('The trial runs away from the user’s files, and finds the user’s packs all the same', async () => {
  const path = program(`say(works); say({ kind: 'fails', reason: process.env.LATENT_DATA + ' ' + process.cwd() })`)
  const trial = await tryBackend(path, 'vulkan', { ...process.env, LATENT_DATA: 'data' })
  expect(trial.kind === 'faulty' && trial.reason.split(' ').slice(-2)).toEqual([
    join(process.cwd(), 'data'),
    expect.stringContaining('latent-trial-'),
  ])
})
