import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { softwareDeviceChosen, tryBackend } from '../../server/engine/local/backendProbe.ts'
import { trialModel } from '../../server/engine/local/trial/trialModel.ts'
import { readGgufIndex } from '../../server/models/convert/ggufIndex.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { softwareVulkan } from '../fixtures/softwareVulkan.ts'
import { newEngine, processPath, stateOf } from './engines.ts'

const probePath = join(dirname(processPath), 'probe.js')
/**
 * With this bound llama.cpp's Vulkan code finds no room for a buffer of the trial on any device, and ends the process: a real fault of a backend that opens
 * without complaint.
 */
const noBuffers = { GGML_VK_FORCE_MAX_BUFFER_SIZE: '100' }

/** Also where temporary files go meanwhile, so that what is left is known. */
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'latent-trials-test-'))
  vi.stubEnv('TMPDIR', data)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(data, { recursive: true, force: true })
})

describe('A trial', () => {
  it('is passed by the processor, and leaves nothing behind', async () => {
    const trial = await tryBackend(probePath, 'off', process.env)
    expect(trial).toMatchObject({ kind: 'works', devices: [expect.stringMatching(/^\d+ cores$/)] })
    expect(readdirSync(data)).toEqual([])
  })

  it.each([
    'blk.0.attn_q.weight',
    'blk.0.attn_v.weight',
    'blk.0.attn_output.weight',
    'blk.0.ffn_up.weight',
    'blk.0.ffn_down.weight',
    'output.weight',
  ])('is failed where the numbers of %s count for nothing', (name) => {
    const model = trialModel()
    const index = readGgufIndex(model)
    if (typeof index === 'string') throw new Error(index)
    const tensor = index.tensors.find((each) => each.name === name)
    model.fill(0, index.dataStart + (tensor?.offset ?? 0), index.dataStart + (tensor?.offset ?? 0) + (tensor?.bytes ?? 0))
    const path = join(data, 'model.gguf')
    writeFileSync(path, model)
    const printed = execFileSync(process.execPath, [probePath, 'off', path], { encoding: 'utf8' })
    expect(JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '')).toEqual({ kind: 'fails', reason: 'it computes wrong numbers' })
  })

  it.skipIf(existsSync('/proc/driver/nvidia/version'))('finds nothing to try where there is no driver', async () => {
    expect(await tryBackend(probePath, 'cuda', process.env)).toEqual({ kind: 'absent', reason: 'no NVIDIA driver' })
  })
})

describe.skipIf(softwareVulkan === undefined)('With Vulkan by a software driver', () => {
  const env = () => ({ ...process.env, ...softwareVulkan, ...softwareDeviceChosen, LATENT_DATA: data })

  it('a trial is passed', async () => {
    const trial = await tryBackend(probePath, 'vulkan', env())
    expect(trial).toMatchObject({ kind: 'works', devices: [expect.stringMatching(/llvmpipe/)] })
  })

  it('a backend that opens and ends the process when it computes is faulty, with the words of llama.cpp', async () => {
    const trial = await tryBackend(probePath, 'vulkan', { ...env(), ...noBuffers })
    expect(trial).toMatchObject({ kind: 'faulty', devices: [expect.stringMatching(/llvmpipe/)] })
    expect(trial.kind === 'faulty' && trial.reason).toMatch(/^it fails when it computes: .*\bbuffer \(Vulkan0\) that cannot run/)
    expect(readdirSync(data)).toEqual([])
  })

  describe('that the user named', () => {
    /** The state in which a new engine process ends up, and what it logged. */
    async function started(more: NodeJS.ProcessEnv) {
      const log: string[] = []
      const modelPath = join(data, 'model.gguf')
      await writeDeepseek2(modelPath)
      for (const [name, value] of Object.entries({ ...env(), ...more })) vi.stubEnv(name, value)
      const engine = newEngine(modelPath, { gpu: 'vulkan', contextSize: 256 }, { log: (line) => log.push(line) })
      const trying: unknown[] = []
      engine.onState((state) => state.kind === 'starting' && trying.push(state.trying))
      engine.start()
      const state = await stateOf(engine, 'ready', 'failed')
      await engine.dispose()
      for (const name of Object.keys(more)) vi.stubEnv(name, undefined)
      return { state, log, tried: trying.filter((gpu) => gpu === 'vulkan').length }
    }

    it('an engine refuses it with the reason instead of dying of it, and at the next start without a trial', async () => {
      const first = await started(noBuffers)
      expect(first.state).toMatchObject({ kind: 'failed', error: { code: 'backendUnavailable' } })
      expect(first.state.kind === 'failed' && first.state.error.parts).toEqual([
        'vulkan',
        expect.stringMatching(/^it fails when it computes: .*\bbuffer/),
      ])
      expect(first.state).not.toHaveProperty('retryInMs')
      expect(first.log.join('\n')).not.toContain('engine process ended')
      const second = await started(noBuffers)
      expect(second.state).toEqual(first.state)
      expect([first.tried, second.tried]).toEqual([1, 0])
    })

    it('an engine takes it after one trial, and from then on without one', async () => {
      const first = await started({})
      expect(first.state).toMatchObject({ kind: 'ready', info: { backend: 'vulkan' } })
      const second = await started({})
      expect(second.state.kind).toBe('ready')
      expect([first.tried, second.tried]).toEqual([1, 0])
      // What was found without the bound says nothing of it with the bound.
      expect((await started(noBuffers)).state.kind).toBe('failed')
    })
  })
})
