import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { destinationOf, packsFor, packVersion } from '../../../server/models/packs/enginePack.ts'
import { packForDriver, parseNvidiaSmi } from '../../../server/models/packs/nvidia.ts'
import { packTable } from '../../../server/models/packs/packTable.ts'

describe('The table of engine packs', () => {
  it('is of the version of node-llama-cpp that Latent comes with', () => {
    expect(packVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).dependencies['node-llama-cpp'])
  })

  it('has packs for Linux, and none where no registry has any', () => {
    expect(packsFor('linux-x64').map(({ name }) => name)).toEqual(['cuda', 'cuda12'])
    expect(packsFor('darwin-arm64')).toEqual([])
  })

  it.each(
    packTable.packs.flatMap(({ name, platform, parts }) =>
      parts.map((part) => [`${name} ${platform} ${part.file}`, part] as const),
    ),
  )(
    '%s has a digest, a size, and goes nowhere but into the folder of the pack',
    (_name, { digest, bytes, unpackedBytes, take, address }) => {
      expect(digest).toMatch(/^(?:[0-9a-f]{64}|sha512-[A-Za-z0-9+/]{86}==)$/)
      expect(Math.min(bytes, unpackedBytes)).toBeGreaterThan(100_000)
      expect(address).toMatch(/^[\w@.-]+(?:\/[\w.-]+)+$/)
      for (const { to } of take) expect(to).toMatch(/^(?:@node-llama-cpp\/|licences\/)[\w./-]+$/)
    },
  )

  it('takes what is named and no more', () => {
    const [, runtime] = packsFor('linux-x64')[0]?.parts ?? []
    if (runtime === undefined) throw new Error('there is no runtime')
    expect(destinationOf(runtime, 'nvidia/cu13/lib/libcudart.so.13')).toMatch(/bins\/linux-x64-cuda\/libcudart\.so\.13$/)
    expect(destinationOf(runtime, 'nvidia/cu13/include/cuda.h')).toBeUndefined()
  })

  it('leaves the build of CUDA 13 out of the pack for CUDA 12: it would be taken wherever its runtime is found', () => {
    const [engine] = packsFor('linux-x64')[1]?.parts ?? []
    if (engine === undefined) throw new Error('there is no engine')
    expect(destinationOf(engine, 'package/bins/linux-x64-cuda/libggml-cuda.so')).toBeUndefined()
    expect(destinationOf(engine, 'package/bins/linux-x64-cuda/llama-addon.node')).toMatch(/llama-addon\.node$/)
  })
})

describe("NVIDIA's driver", () => {
  it('tells its version and its cards', () => {
    expect(
      parseNvidiaSmi('580.65.06, 81559, 9.0, NVIDIA H100 80GB HBM3\n580.65.06, 24564, 8.9, NVIDIA GeForce RTX 4090\n'),
    ).toEqual({
      version: '580.65.06',
      cards: [
        { name: 'NVIDIA H100 80GB HBM3', memoryBytes: 81559 * 2 ** 20, computeCapability: 9 },
        { name: 'NVIDIA GeForce RTX 4090', memoryBytes: 24564 * 2 ** 20, computeCapability: 8.9 },
      ],
    })
    expect(parseNvidiaSmi('NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.')).toBeUndefined()
  })

  it.each([
    ['580.65.06', 8.9, 'cuda'],
    ['595.10', 12, 'cuda'],
    ['580.65.06', 12.1, 'cuda'],
    ['579.99', 8.9, 'cuda12'],
    ['525.60.13', 8.6, 'cuda12'],
    ['470.10', 8.6, undefined],
    [undefined, 0, 'cuda'],
  ])('%s with a card of %s, for which there is machine code, takes the pack %s', takes)

  // The driver has to understand the CUDA version that the programs were compiled with.
  it.each([
    ['580.159.04', 9, 'cuda12'],
    ['580.159.04', 8, 'cuda12'],
    ['580.65.06', 7.5, 'cuda12'],
    ['590.44.01', 9, 'cuda'],
    ['590.44.01', 7.5, 'cuda'],
    ['590.44.01', 10, 'cuda'],
    ['580.65.06', 6.1, 'cuda12'],
    ['550.54.14', 5.2, 'cuda12'],
    ['535.54.03', 8, undefined],
    ['525.60.13', 5.2, undefined],
    ['580.65.06', 3.5, undefined],
  ])('%s with a card of %s, for which it has to translate programs, takes the pack %s', takes)

  function takes(version: string | undefined, computeCapability: number, pack: string | undefined) {
    const cards = [{ name: 'card', memoryBytes: 2 ** 33, computeCapability }]
    const driver = version === undefined ? { cards } : { version, cards }
    expect(packForDriver(driver, packsFor('linux-x64'))?.name).toBe(pack)
  }
})
