import { describe, expect, it } from 'vitest'
import { type Advice, adviceInWords, adviceOf } from '../../../server/features/doctor/advice.ts'
import type { DoctorReport, GraphicsCard, TriedBackend } from '../../../server/protocol/doctor.ts'
import { wellReport } from './report.ts'

const geforce: GraphicsCard = { name: 'NVIDIA GeForce RTX 4090', vendor: 'nvidia', driver: '580.65.06' }
const radeon: GraphicsCard = { name: 'AMD 0x744c', vendor: 'amd', driver: 'amdgpu' }
const cudaWorks: TriedBackend = { backend: 'cuda', outcome: 'works', devices: ['NVIDIA GeForce RTX 4090'] }
const vulkanWorks: TriedBackend = { backend: 'vulkan', outcome: 'works', devices: ['AMD Radeon'] }
const llvmpipe = 'llvmpipe (LLVM 15.0.6, 256 bits)'
const software: TriedBackend = { backend: 'vulkan', outcome: 'software', devices: [llvmpipe] }
const [cuda, vulkan, cpu] = wellReport.backends as readonly [TriedBackend, TriedBackend, TriedBackend]
const packs = (installed: boolean, suitsDriver: boolean) => [{ name: 'cuda', installed, bytes: 2 ** 30, suitsDriver }]
const { loaded } = wellReport as { readonly loaded: NonNullable<DoctorReport['loaded']> }

describe('The advice of the doctor', () => {
  it.each<readonly [string, Partial<DoctorReport>, readonly Advice[]]>([
    ['is none where all is well', {}, []],
    [
      'is the engine pack where NVIDIA has its driver and no pack',
      { graphics: [geforce], packs: packs(false, true) },
      [{ kind: 'installPack', pack: 'cuda' }],
    ],
    ['is none where CUDA works', { graphics: [geforce], packs: packs(true, true), backends: [cudaWorks, vulkan, cpu] }, []],
    [
      'is a newer driver, or to do without, where the pack does not work',
      { graphics: [geforce], packs: packs(true, true) },
      [{ kind: 'packFails', pack: 'cuda' }],
    ],
    [
      'is the other pack where there is one',
      {
        graphics: [geforce],
        packs: [...packs(true, true), { name: 'cuda12', installed: false, bytes: 2 ** 30, suitsDriver: false }],
      },
      [{ kind: 'packFails', pack: 'cuda', other: 'cuda12' }],
    ],
    [
      'is a newer driver for a card that is there and does not compute',
      { graphics: [radeon], backends: [cuda, { ...vulkan, devices: ['AMD Radeon'], reason: 'it computes wrong numbers' }, cpu] },
      [{ kind: 'updateGraphicsDriver', card: 'AMD Radeon' }],
    ],
    [
      "is NVIDIA's driver for a card that has the kernel's own",
      { graphics: [{ ...geforce, driver: 'nouveau' }] },
      [{ kind: 'installNvidiaDriver' }],
    ],
    [
      'is a newer driver where none of the packs suits it',
      { graphics: [{ ...geforce, driver: '470.10' }], packs: packs(false, false) },
      [{ kind: 'updateNvidiaDriver', version: '470.10' }],
    ],
    [
      'is the Vulkan driver for a card of AMD that no backend sees',
      { graphics: [radeon] },
      [{ kind: 'installVulkanDriver', card: 'AMD 0x744c' }],
    ],
    ['is none for a card of AMD that Vulkan sees', { graphics: [radeon], backends: [cuda, vulkanWorks, cpu] }, []],
    ['is none for a software driver that is there and not used', { backends: [cuda, software, cpu] }, []],
    [
      'is to leave a software driver that the model runs on',
      { backends: [cuda, software, cpu], loaded: { ...loaded, backend: 'vulkan', device: llvmpipe } },
      [{ kind: 'leaveSoftwareDriver', device: llvmpipe }],
    ],
    [
      'is to convert a file of the old layout',
      {
        loaded: {
          ...loaded,
          loadedAs: { gpuLayers: 0, layers: 28, kvCacheType: 'f16', sequences: 2, oldLayout: true },
        },
      },
      [{ kind: 'convertModel', model: 'starter' }],
    ],
    [
      'is a smaller model where it writes too slowly',
      { speed: { promptTokensPerSecond: 40, generatedTokensPerSecond: 9.9 } },
      [{ kind: 'smallerModel', tokensPerSecond: 9.9 }],
    ],
    [
      'tells of memory and disk that run out',
      {
        memory: { totalBytes: 2 ** 33, freeBytes: 2 ** 29 },
        models: { ...wellReport.models, freeBytes: 2 ** 30 },
      },
      [
        { kind: 'moreMemory', freeBytes: 2 ** 29 },
        { kind: 'moreDisk', freeBytes: 2 ** 30 },
      ],
    ],
  ])('%s', (_what, found, advice) => {
    expect(adviceOf({ ...wellReport, ...found })).toEqual(advice)
  })

  it('is said in both languages', () => {
    const advice: Advice = { kind: 'installPack', pack: 'cuda12' }
    expect(adviceInWords(advice, 'en')).toBe('Install the engine pack for your NVIDIA card: `latent engine install cuda12`.')
    expect(adviceInWords(advice, 'zh')).toBe('为您的 NVIDIA 显卡安装引擎包：`latent engine install cuda12`。')
  })
})
