import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getLlama, type Llama, type LlamaGpuType, NoBinaryFoundError } from 'node-llama-cpp'
import { hasNvidiaDriver } from '../../models/packs/nvidia.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { EngineInfo } from '../engine.ts'
import { isSoftwareDevice, probeBackend, softwareDeviceChosen } from './backendProbe.ts'
import { useEnginePacks } from './enginePacks.ts'
import type { EngineOptions } from './messages.ts'

export interface Backend {
  readonly llama: Llama
  readonly name: EngineInfo['backend']
  readonly device: string
  /** Why this one, and why not the ones before it. */
  readonly reason: string
}

type Gpu = Exclude<LlamaGpuType, false>
type Opened = Omit<Backend, 'reason'>
type Log = (line: string) => void

/**
 * Opens the backend that the setting names, or for `auto` the first that works of CUDA, Vulkan (Metal on macOS) and the processor.
 * Never builds or downloads anything. Rejects with `backendUnavailable` when a backend named by the user does not work, and with
 * `platformPackageMissing` when this installation has no engine for the platform at all.
 */
export async function openBackend(setting: EngineOptions['gpu'], log: Log): Promise<Backend> {
  if (setting === 'off') return { ...(await openProcessor(log)), reason: 'latent.engine.gpu is "off"' }
  if (setting !== 'auto') return await openNamed(setting, log)

  const refused: string[] = []
  for (const gpu of process.platform === 'darwin' ? (['metal'] as const) : (['cuda', 'vulkan'] as const)) {
    const opened = await openGpu(gpu, log)
    const problem = typeof opened === 'string' ? opened : problemOf(opened)
    if (typeof opened !== 'string') {
      if (problem === undefined) return { ...opened, reason: ['it is the first that works', ...refused].join('; ') }
      await opened.llama.dispose()
    }
    refused.push(`${gpu}: ${problem}`)
  }
  return { ...(await openProcessor(log)), reason: refused.join('; ') }
}

/** The user's own choice is taken even where it is slow. */
async function openNamed(gpu: Gpu, log: Log): Promise<Backend> {
  if (gpu === 'vulkan') await allowSoftwareDevice(log)
  const opened = await openGpu(gpu, log)
  if (typeof opened === 'string') throw LatentError.of('backendUnavailable', gpu, opened)
  const chosen = `latent.engine.gpu is "${gpu}"`
  if (opened.device === '') throw LatentError.of('backendUnavailable', gpu, 'no device')
  const slow = `${opened.device} is a software driver, many times slower than latent.engine.gpu "off"`
  return { ...opened, reason: isSoftwareDevice(opened.device) ? `${chosen}; ${slow}` : chosen }
}

/**
 * Lets llama.cpp see a driver that runs on the processor, where there is no GPU. It reads the variable once, when it first looks for
 * devices, so another process has to look before this one.
 */
async function allowSoftwareDevice(log: Log): Promise<void> {
  if (process.env.GGML_VK_VISIBLE_DEVICES !== undefined) return
  const probe = await probeBackend(join(dirname(fileURLToPath(import.meta.url)), 'probe.js'), 'vulkan', process.env)
  if (probe.kind === 'works' && probe.devices.length > 0) return
  log('no GPU with Vulkan: a software driver is looked for')
  Object.assign(process.env, softwareDeviceChosen)
}

function problemOf({ device }: Opened): string | undefined {
  if (device === '') return 'no device'
  return isSoftwareDevice(device) ? `${device} is a software driver` : undefined
}

/** The opened backend, its device empty where it found none, or why it cannot be used. */
export async function openGpu(gpu: Gpu, log: Log): Promise<Opened | string> {
  if (gpu === 'cuda' && !hasNvidiaDriver()) return 'no NVIDIA driver'
  // node-llama-cpp would take the best of the others instead.
  if (gpu === 'metal' && process.platform !== 'darwin') return 'no device'
  const packs = gpu === 'cuda' && useEnginePacks(process.env)
  try {
    const llama = await getLlama({ ...options(log), gpu })
    return { llama, name: gpu, device: (await llama.getGpuDeviceNames()).join(', ') }
  } catch (error) {
    if (error instanceof Error && !(error instanceof NoBinaryFoundError)) return firstLine(error.message)
    if (gpu !== 'cuda') return 'no driver or no engine package'
    return packs ? 'its engine pack does not work with this driver' : 'its engine pack is not installed'
  }
}

/** Rejects with platformPackageMissing. */
export async function openProcessor(log: Log): Promise<Opened> {
  try {
    const llama = await getLlama({ ...options(log), gpu: false })
    return { llama, name: 'cpu', device: `${llama.cpuMathCores} cores` }
  } catch (error) {
    log(String(error))
    throw LatentError.of('platformPackageMissing', `${process.platform}-${process.arch}`)
  }
}

function options(log: Log) {
  return {
    build: 'never' as const,
    skipDownload: true,
    progressLogs: false,
    logger: (level: string, message: string) => log(`llama.cpp ${level}: ${message.trimEnd()}`),
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}
