import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { nvidiaDriver } from '../../models/packs/nvidia.ts'
import type { GraphicsCard, GraphicsVendor } from '../../protocol/doctor.ts'
import { isRecord, parsedJson } from '../../protocol/record.ts'

/** The graphics cards that the operating system knows, with their drivers. Empty where it does not tell; never rejects. */
export async function graphicsCards(): Promise<readonly GraphicsCard[]> {
  const nvidia = await nvidiaDriver()
  const named = (nvidia?.cards ?? []).map(
    ({ name, memoryBytes }): GraphicsCard => ({
      ...{ name, vendor: 'nvidia', memoryBytes },
      ...(nvidia?.version === undefined ? {} : { driver: nvidia.version }),
    }),
  )
  const others = await cardsOfSystem()
  // NVIDIA's own program knows its cards better.
  return named.length > 0 ? [...named, ...others.filter(({ vendor }) => vendor !== 'nvidia')] : others
}

async function cardsOfSystem(): Promise<readonly GraphicsCard[]> {
  switch (process.platform) {
    case 'linux':
      return await linuxCards('/sys/class/drm')
    case 'darwin':
      return macCards(await outputOf('/usr/sbin/system_profiler', ['SPDisplaysDataType', '-json']))
    case 'win32':
      return windowsCards(
        await outputOf(join(powerShell(), 'powershell.exe'), ['-NoProfile', '-NonInteractive', '-Command', query]),
      )
    default:
      return []
  }
}

/** What the kernel says below /sys/class/drm: identifiers, the driver in use, and for AMD the memory. */
export async function linuxCards(folder: string): Promise<readonly GraphicsCard[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^card\d+$/.test(name)).sort()
  const cards = names.map(async (name): Promise<readonly GraphicsCard[]> => {
    const device = join(folder, name, 'device')
    const told = (file: string) =>
      readFile(join(device, file), 'utf8').then(
        (text) => text.trim(),
        () => undefined,
      )
    const vendorId = await told('vendor')
    if (vendorId === undefined) return []
    const vendor = vendors[vendorId] ?? 'other'
    const driver = await readlink(join(device, 'driver')).then(basename, () => undefined)
    const memory = Number(await told('mem_info_vram_total'))
    return [
      {
        name: `${vendorNames[vendor]} ${(await told('device')) ?? vendorId}`,
        vendor,
        ...(driver === undefined ? {} : { driver }),
        ...(memory > 0 ? { memoryBytes: memory } : {}),
      },
    ]
  })
  return (await Promise.all(cards)).flat()
}

/** PCI vendor identifiers (PCI-SIG). */
const vendors: Readonly<Record<string, GraphicsVendor>> = {
  '0x10de': 'nvidia',
  '0x1002': 'amd',
  '0x8086': 'intel',
  '0x106b': 'apple',
}
const vendorNames: Readonly<Record<GraphicsVendor, string>> = {
  nvidia: 'NVIDIA',
  amd: 'AMD',
  intel: 'Intel',
  apple: 'Apple',
  other: 'GPU',
}

/** Reads the JSON of `system_profiler SPDisplaysDataType`. */
export function macCards(output: string): readonly GraphicsCard[] {
  const told = parsedJson(output)
  const rows = isRecord(told) && Array.isArray(told.SPDisplaysDataType) ? told.SPDisplaysDataType : []
  return rows.flatMap((row: unknown): GraphicsCard[] => {
    const name = isRecord(row) ? (row.sppci_model ?? row._name) : undefined
    // Graphics drivers are a part of macOS.
    return typeof name === 'string' ? [{ name, vendor: vendorNamed(name), driver: 'macOS' }] : []
  })
}

const query = 'Get-CimInstance Win32_VideoController | Select-Object Name,DriverVersion | ConvertTo-Json -Compress'

/** Reads what `query` prints: one object, or a list of them. */
export function windowsCards(output: string): readonly GraphicsCard[] {
  const told = parsedJson(output)
  return (Array.isArray(told) ? told : [told]).flatMap((row: unknown): GraphicsCard[] => {
    if (!isRecord(row) || typeof row.Name !== 'string') return []
    const driver = typeof row.DriverVersion === 'string' ? { driver: row.DriverVersion } : {}
    return [{ name: row.Name, vendor: vendorNamed(row.Name), ...driver }]
  })
}

function vendorNamed(name: string): GraphicsVendor {
  if (/nvidia|geforce|quadro|tesla/i.test(name)) return 'nvidia'
  if (/amd|radeon|ati /i.test(name)) return 'amd'
  if (/intel/i.test(name)) return 'intel'
  return /apple/i.test(name) ? 'apple' : 'other'
}

/** By its full path, because Windows looks for programs in the working folder first. */
function powerShell(): string {
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0')
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 10_000, windowsHide: true }, (error, stdout) => resolve(error === null ? stdout : ''))
  })
}
