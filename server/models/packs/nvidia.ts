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

/** What a pack has for which cards. */
interface Build {
  /** Compute capabilities that it has machine code for. It runs on cards of the same major number, from the minor one on. */
  readonly machineCode: readonly number[]
  /** Oldest driver that runs machine code of this CUDA (NVIDIA, CUDA compatibility, table 1 of "Minor Version Compatibility"). */
  readonly driver: number
  /** For all other cards, from this one on, the driver translates its programs. */
  readonly oldestCard: number
  /**
   * Oldest driver that can: the one of the CUDA version that made them, here 13.1 and 12.4 (release notes, "CUDA Toolkit and Corresponding Driver
   * Versions"). Older ones of the same major version end the engine with "the provided PTX was compiled with an unsupported toolchain":
   * so did 580.159 on an H100.
   */
  readonly translatingDriver: number
}

/** Read off libggml-cuda of node-llama-cpp 3.22.1 by `cuobjdump --list-elf --list-ptx`; PTX of 9.1 and 8.4. */
const builds: Readonly<Record<PackName, Build>> = {
  cuda: { machineCode: [8.6, 8.9, 12, 12.1], driver: 580, oldestCard: 7.5, translatingDriver: 590 },
  cuda12: { machineCode: [8.6], driver: 525, oldestCard: 5, translatingDriver: 550 },
}

/** The pack that suits a driver and its newest card: the first in order that runs with both. Undefined where none does. */
export function packForDriver(
  { version, cards }: NvidiaDriver,
  packs: readonly EnginePack[] = packsFor(),
): EnginePack | undefined {
  // What is not known is taken to be good: a pack that does not work is not used.
  const major = version === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(version, 10)
  const capabilities = cards.map((card) => card.computeCapability).filter((capability) => capability > 0)
  const card = capabilities.length === 0 ? undefined : Math.max(...capabilities)
  return packs.find(({ name }) => runs(builds[name], major, card))
}

function runs(build: Build, driver: number, card: number | undefined): boolean {
  if (card === undefined || hasMachineCode(build, card)) return driver >= build.driver
  return card >= build.oldestCard && driver >= build.translatingDriver
}

function hasMachineCode({ machineCode }: Build, card: number): boolean {
  return machineCode.some((each) => Math.floor(each) === Math.floor(card) && each <= card)
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
