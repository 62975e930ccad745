import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseBackend } from '../../../server/engine/local/backendChoice.ts'
import type { EngineOptions } from '../../../server/engine/local/messages.ts'
import { BackendTrials } from '../../../server/engine/local/trial/backendTrials.ts'
import { KeptTrials } from '../../../server/engine/local/trial/keptTrials.ts'
import type { TriedGpu } from '../../../server/engine/supervisedEngine.ts'
import { temporaryFolder } from '../../models/scene.ts'

const works = (device: string) => `say({ kind: 'works', devices: ['${device}'], memory: { totalBytes: 8e9, freeBytes: 7e9 } })`
const unfitting = 'CUDA error: the provided PTX was compiled with an unsupported toolchain.'
const cannotRun = 'its driver cannot run the engine pack: the provided PTX was compiled with an unsupported toolchain'

/** What a probe does: the lines of a program, for a backend that opens and then goes on with the trial. */
const computes = (device: string) => `${works(device)}; ${works(device)}`
const aborts = (device: string, words: string) =>
  `${works(device)}; process.stderr.write(${JSON.stringify(words)} + '\\n'); process.abort()`
const miscounts = (device: string) => `${works(device)}; say({ kind: 'fails', reason: 'it computes wrong numbers' })`

type Machine = Readonly<Partial<Record<TriedGpu, { readonly device: string; readonly probe: string }>>>

/**
 * A machine with these backends: how they open is scripted, and a program of this test stands in the place of dist/probe.js, in a process of its own, because no
 * driver of a machine that runs tests fails when it is asked to.
 */
function machine(backends: Machine) {
  const folder = temporaryFolder()
  const probePath = join(folder, 'probe.mjs')
  const clock = { ms: Date.now() }
  const env: NodeJS.ProcessEnv = { ...process.env, LATENT_DATA: folder }
  const tried = () => readFileSync(join(folder, 'tried'), 'utf8').split('\n').filter(Boolean)
  writeFileSync(join(folder, 'tried'), '')
  const install = (installed: Machine) =>
    writeFileSync(
      probePath,
      `import { appendFileSync, readFileSync } from 'node:fs'
      const [, , backend, model] = process.argv
      const say = (answer) => process.stdout.write('\\n' + JSON.stringify(answer) + '\\n')
      appendFileSync(${JSON.stringify(join(folder, 'tried'))}, backend + '\\n')
      if (readFileSync(model).toString('latin1', 0, 4) !== 'GGUF') process.exit(9)
      ${Object.entries(installed)
        .map(([gpu, { probe }]) => `if (backend === '${gpu}') { ${probe} }`)
        .join('\n')}`,
    )
  install(backends)
  const opened: string[] = []
  const closed: string[] = []
  const choose = (setting: EngineOptions['gpu']) =>
    chooseBackend(setting, {
      trials: new BackendTrials({ probePath, env, kept: new KeptTrials(env, () => clock.ms) }),
      order: ['cuda', 'vulkan'],
      openGpu: async (gpu) => {
        const { device } = backends[gpu] ?? {}
        if (device === undefined) return 'no driver or no engine package'
        opened.push(gpu)
        return { name: gpu as string, device }
      },
      openProcessor: async () => ({ name: 'cpu', device: '8 cores' }),
      close: async ({ name }) => void closed.push(name),
      allowSoftwareDevice: async () => {},
    })
  return { choose, tried, opened, closed, clock, env, install, trials: () => new BackendTrials({ probePath, env }) }
}

const card = 'NVIDIA H100 80GB HBM3'
const faultyCuda = { device: card, probe: aborts(card, unfitting) }
const goodVulkan = { device: card, probe: computes(card) }

describe('The backend of auto', () => {
  it('is the first that computes', async () => {
    const { choose, tried } = machine({ cuda: { device: card, probe: computes(card) }, vulkan: goodVulkan })
    expect(await choose('auto')).toMatchObject({ name: 'cuda', reason: 'it is the first that works' })
    expect(tried()).toEqual(['cuda'])
  })

  it('is the next one where the first ends its process when it computes, and the reason says why', async () => {
    const { choose, closed } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    expect(await choose('auto')).toMatchObject({ name: 'vulkan', reason: `it is the first that works; cuda: ${cannotRun}` })
    expect(closed).toEqual(['cuda'])
  })

  it('is the processor where no other computes what is right', async () => {
    const { choose } = machine({ cuda: faultyCuda, vulkan: { device: card, probe: miscounts(card) } })
    expect(await choose('auto')).toMatchObject({
      name: 'cpu',
      reason: `cuda: ${cannotRun}; vulkan: it computes wrong numbers`,
    })
  })

  it('tells the signal where a process dies without a word', async () => {
    const { choose } = machine({ vulkan: { device: card, probe: `${works(card)}; process.kill(process.pid, 'SIGKILL')` } })
    const { reason } = await choose('auto')
    expect(reason).toBe('cuda: no driver or no engine package; vulkan: it fails when it computes: signal SIGKILL')
  })

  it('starts nothing where there is no driver, where the only one runs on the processor, and where the graphics card is off', async () => {
    const { choose, tried } = machine({ vulkan: { device: 'llvmpipe (LLVM 15.0.6, 256 bits)', probe: computes('llvmpipe') } })
    expect((await choose('auto')).name).toBe('cpu')
    expect((await choose('off')).name).toBe('cpu')
    expect(tried()).toEqual([])
  })
})

describe('A backend that the user named', () => {
  it('is refused with the reason where it does not compute', async () => {
    const { choose } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    await expect(choose('cuda')).rejects.toMatchObject({ code: 'backendUnavailable', parts: ['cuda', cannotRun] })
  })

  it('is taken where it computes', async () => {
    const { choose } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    expect(await choose('vulkan')).toMatchObject({ name: 'vulkan', reason: 'latent.engine.gpu is "vulkan"' })
  })
})

describe('What is known of a backend', () => {
  it('is used at the next start: one that works is not tried again, a faulty one not even opened', async () => {
    const { choose, tried, opened } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    const first = await choose('auto')
    expect(await choose('auto')).toEqual(first)
    expect(tried()).toEqual(['cuda', 'vulkan'])
    expect(opened).toEqual(['cuda', 'vulkan', 'vulkan'])
  })

  it('is doubted after a day where it was a fault', async () => {
    const { choose, tried, clock, install } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    await choose('auto')
    install({ cuda: { device: card, probe: computes(card) } })
    clock.ms += 25 * 3600_000
    expect((await choose('auto')).name).toBe('cuda')
    expect(tried()).toEqual(['cuda', 'vulkan', 'cuda'])
  })

  it('does not hold for other devices, and for another choice of devices', async () => {
    const scene = machine({ vulkan: goodVulkan })
    await scene.choose('auto')
    scene.env.GGML_VK_VISIBLE_DEVICES = '1'
    await scene.choose('auto')
    expect(scene.tried()).toEqual(['vulkan', 'vulkan'])
    expect(await scene.trials().faultWith('vulkan', 'another card')).toBeUndefined()
    expect(scene.tried()).toHaveLength(3)
  })

  it('is nothing where other programs only had the memory for a moment', async () => {
    const { choose, tried } = machine({ cuda: { device: card, probe: aborts(card, 'CUDA error: out of memory') } })
    expect((await choose('auto')).reason).toMatch(/^cuda: it fails when it computes: out of memory;/)
    await choose('auto')
    expect(tried()).toEqual(['cuda', 'cuda'])
  })

  it('is found anew where somebody asks for that, and believed from then on', async () => {
    const { choose, install, trials, tried } = machine({ cuda: faultyCuda, vulkan: goodVulkan })
    expect((await choose('auto')).name).toBe('vulkan')
    install({ cuda: { device: card, probe: computes(card) } })
    expect((await trials().tryAnew('cuda')).kind).toBe('works')
    expect((await choose('auto')).name).toBe('cuda')
    expect(tried()).toEqual(['cuda', 'vulkan', 'cuda'])
  })
})
