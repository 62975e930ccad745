import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getLlama, type Llama, NoBinaryFoundError } from 'node-llama-cpp'
import { hasNvidiaDriver } from '../../models/packs/nvidia.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { EngineInfo } from '../engine.ts'
import type { TriedGpu } from '../supervisedEngine.ts'
import { leaveAmxOut } from './amx/leaveAmxOut.ts'
import { chooseBackend, type Reasoned } from './backendChoice.ts'
import { probeBackend, softwareDeviceChosen } from './backendProbe.ts'
import { useEnginePacks } from './enginePacks.ts'
import type { EngineOptions } from './messages.ts'
import { BackendTrials } from './trial/backendTrials.ts'

export type Backend = Reasoned<Opened>

interface Opened {
  readonly llama: Llama
  readonly name: EngineInfo['backend']
  readonly device: string
}

type Log = (line: string) => void

/**
 * Opens the backend that the setting names, or for `auto` the first that works of CUDA, Vulkan (Metal on macOS) and the processor; a graphics backend works
 * where it was tried by itself and computed what is right. Never builds or downloads anything. Rejects with `backendUnavailable` when a backend named by the
 * user does not work, and with `platformPackageMissing` when this installation has no engine for the platform at all.
 */
export function openBackend(
  setting: EngineOptions['gpu'],
  log: Log,
  onTrying: (gpu: TriedGpu | undefined) => void,
): Promise<Backend> {
  const probePath = join(dirname(fileURLToPath(import.meta.url)), 'probe.js')
  const { env } = process
  return chooseBackend(setting, {
    trials: new BackendTrials({
      ...{ probePath, env },
      onTrying: (gpu) => {
        log(gpu === undefined ? 'the backend was tried' : `${gpu} is tried by itself; the first time that can take minutes`)
        onTrying(gpu)
      },
    }),
    order: process.platform === 'darwin' ? ['metal'] : ['cuda', 'vulkan'],
    openGpu: (gpu) => openGpu(gpu, log),
    openProcessor: () => openProcessor(log),
    close: ({ llama }) => llama.dispose(),
    allowSoftwareDevice: () => allowSoftwareDevice(probePath, log),
  })
}

/**
 * Lets llama.cpp see a driver that runs on the processor, where there is no GPU. It reads the variable once, when it first looks for
 * devices, so another process has to look before this one.
 */
async function allowSoftwareDevice(probePath: string, log: Log): Promise<void> {
  if (process.env.GGML_VK_VISIBLE_DEVICES !== undefined) return
  const probe = await probeBackend(probePath, 'vulkan', process.env)
  if (probe.kind === 'works' && probe.devices.length > 0) return
  log('no GPU with Vulkan: a software driver is looked for')
  Object.assign(process.env, softwareDeviceChosen)
}

/** The opened backend, its device empty where it found none, or why it cannot be used. */
export async function openGpu(gpu: TriedGpu, log: Log): Promise<Opened | string> {
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
  await leaveAmxOut(process.env, log)
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
