import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { packTar, type TarSource } from 'modern-tar/fs'
import type { EnginePack, PackPart } from '../../../server/models/packs/enginePack.ts'
import { type InstallOptions, installPack } from '../../../server/models/packs/installPack.ts'
import type { PackStore } from '../../../server/models/packs/packStore.ts'
import { someBytes } from '../scene.ts'
import { zipOf } from '../wheel.ts'

/** A pack in the form of the real ones, small: a package as npm packs it, and a wheel with a library. */
export interface MadePack {
  readonly pack: EnginePack
  /** The archives by their names. */
  readonly archives: Readonly<Record<string, Buffer>>
}

const name = '@node-llama-cpp/linux-x64-cuda'
export const library = someBytes(300_000)

/** `extra` is a further entry; `rename` gives an entry's name another of the same length, as no honest program packs it. */
export async function madePack(extra: readonly TarSource[] = [], rename?: Renamed): Promise<MadePack> {
  const content = (target: string, text: string | Uint8Array): TarSource => ({
    type: 'content',
    target,
    content: text,
    mode: 0o755,
  })
  const tar = await buffer(
    packTar([
      content('package/package.json', JSON.stringify({ name, version: '3.22.1', type: 'module' })),
      content('package/dist/index.js', 'export const getBinsDir = () => import.meta.url\n'),
      content('package/bins/linux-x64-cuda/llama-addon.node', someBytes(200_000, 2)),
      ...extra,
    ]),
  )
  const tarball = gzipSync(rename === undefined ? tar : renamed(tar, rename))
  const wheel = zipOf({
    'nvidia/cu13/lib/libcudart.so.13': library,
    'nvidia/cu13/include/cuda.h': Buffer.from('not taken'),
    'nvidia.dist-info/licenses/License.txt': Buffer.from('terms'),
  })
  const parts: readonly PackPart[] = [
    {
      ...{ file: 'cuda.tgz', archive: 'tar', registry: 'npm', address: 'cuda.tgz', licence: 'MIT' },
      ...{ bytes: tarball.length, unpackedBytes: 200_200 },
      digest: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      take: [{ from: 'package/', to: `${name}/` }],
    },
    {
      ...{ file: 'cudart.whl', archive: 'zip', registry: 'python', address: 'cudart.whl', licence: 'NVIDIA CUDA EULA' },
      ...{ bytes: wheel.length, unpackedBytes: library.length },
      digest: createHash('sha256').update(wheel).digest('hex'),
      take: [
        { from: 'nvidia/cu13/lib/libcudart.so.13', to: `${name}/bins/linux-x64-cuda/libcudart.so.13` },
        { from: 'nvidia.dist-info/licenses/License.txt', to: 'licences/nvidia.txt' },
      ],
    },
  ]
  return {
    pack: { name: 'cuda', platform: `${process.platform}-${process.arch}`, parts },
    archives: { 'cuda.tgz': tarball, 'cudart.whl': wheel },
  }
}

interface Renamed {
  readonly from: string
  readonly to: string
}

/** Changes a name in the header of a tar entry, and its checksum with it: the sum of the header's bytes (POSIX ustar). */
function renamed(tar: Buffer, { from, to }: Renamed): Buffer {
  const changed = Buffer.from(tar)
  const header = changed.indexOf(from)
  changed.write(to, header)
  changed.write(' '.repeat(8), header + 148)
  const sum = changed.subarray(header, header + 512).reduce((total, byte) => total + byte, 0)
  changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, header + 148)
  return changed
}

export interface Installing {
  readonly folder: Promise<string>
  readonly notes: readonly string[]
  /** Bytes that had arrived, each time that it was told. */
  readonly received: readonly number[]
}

export function install(
  pack: EnginePack,
  store: PackStore,
  options: Partial<InstallOptions>,
  signal = AbortSignal.timeout(60_000),
): Installing {
  const notes: string[] = []
  const received: number[] = []
  const folder = installPack(
    pack,
    store,
    {
      onNote: (line) => notes.push(line),
      onProgress: ({ receivedBytes }) => received.push(receivedBytes),
      network: { env: {}, timeLimits: { connectMs: 2_000, stallMs: 2_000 } },
      ...options,
    },
    signal,
  )
  return { folder, notes, received }
}
