import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EnginePack, type PackName, packsFor } from './enginePack.ts'

export interface NvidiaCard {
  readonly name: string
  readonly memoryBytes: number
  /** For example 8.9. */
  readonly computeCapability: number
}

/** NVIDIA's driver on this machine. */
export interface NvidiaDriver {
  /** For example `580.65.06`; absent where it does not tell. */
  readonly version?: string
  readonly cards: readonly NvidiaCard[]
}

/** Whether NVIDIA's driver is installed, by its own files: nothing is started for it. */
export function hasNvidiaDriver(platform = process.platform, env = process.env, exists = existsSync): boolean {
  return driverFiles(platform, env).some((file) => exists(file))
}

/** What NVIDIA's driver says of itself and its cards; undefined where there is none. */
export async function nvidiaDriver(): Promise<NvidiaDriver | undefined> {
  if (!hasNvidiaDriver()) return undefined
  const fields = 'driver_version,memory.total,compute_cap,name'
  const asked = await outputOf(nvidiaSmi(), [`--query-gpu=${fields}`, '--format=csv,noheader,nounits'])
  const told = asked === undefined ? undefined : parseNvidiaSmi(asked)
  if (told !== undefined) return told
  const kernel = await readFile('/proc/driver/nvidia/version', 'utf8').catch(() => '')
  const [version] = /\d+\.\d+(?:\.\d+)?/.exec(kernel) ?? []
  return { cards: [], ...(version === undefined ? {} : { version }) }
}

/** Lines of `nvidia-smi` in the order driver, MiB of memory, compute capability, name. Undefined for anything else. */
export function parseNvidiaSmi(output: string): NvidiaDriver | undefined {
  const rows = output.split('\n').flatMap((line) => {
    const [version, mebibytes, capability, ...name] = line.split(',').map((field) => field.trim())
    if (version === undefined || !/^\d+\./.test(version) || name.length === 0) return []
    const card = { name: name.join(', '), memoryBytes: Number(mebibytes) * 2 ** 20, computeCapability: Number(capability) }
    return [{ version, card }]
  })
  const [first] = rows
  return first && { version: first.version, cards: rows.map(({ card }) => card) }
}

/** Oldest drivers that run programs of a CUDA major version (NVIDIA, CUDA compatibility, table 1 of "Minor Version Compatibility"). */
const oldestDriver: Readonly<Record<PackName, number>> = { cuda: 580, cuda12: 525 }
/** CUDA 13 compiles for nothing older than Turing, 7.5 (its release notes; llama.cpp's list of architectures for it begins there). */
const oldestCard: Readonly<Record<PackName, number>> = { cuda: 7.5, cuda12: 5 }

/** The pack that suits a driver and its newest card: the first in order that both are new enough for. Undefined where none does. */
export function packForDriver(
  { version, cards }: NvidiaDriver,
  packs: readonly EnginePack[] = packsFor(),
): EnginePack | undefined {
  // What is not known is taken for new: a pack that does not work is not used.
  const major = version === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(version, 10)
  const capabilities = cards.map((card) => card.computeCapability).filter((capability) => capability > 0)
  const card = capabilities.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...capabilities)
  return packs.find(({ name }) => major >= oldestDriver[name] && card >= oldestCard[name])
}

function driverFiles(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === 'win32') return [join(systemFolder(env), 'nvcuda.dll')]
  // The last is what Windows lends to its Linux.
  if (platform === 'linux') return ['/proc/driver/nvidia/version', '/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1']
  return []
}

function nvidiaSmi(): string {
  if (process.platform === 'win32') return join(systemFolder(process.env), 'nvidia-smi.exe')
  const wsl = '/usr/lib/wsl/lib/nvidia-smi'
  return existsSync(wsl) ? wsl : 'nvidia-smi'
}

/** By its full path, because Windows looks for programs in the working folder first. */
function systemFolder(env: NodeJS.ProcessEnv): string {
  return join(env.SystemRoot ?? 'C:\\Windows', 'System32')
}

function outputOf(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A driver that hangs must not keep anyone waiting.
    execFile(program, args, { timeout: 5_000, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    )
  })
}
