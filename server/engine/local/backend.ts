import { getLlama, type Llama, type LlamaGpuType, NoBinaryFoundError } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { EngineInfo } from '../engine.ts'
import type { EngineOptions } from './messages.ts'

export interface Backend {
  readonly llama: Llama
  readonly name: EngineInfo['backend']
  readonly device: string
  /** Why this one, and why not the ones before it. */
  readonly reason: string
}

type Gpu = Exclude<LlamaGpuType, false>

/** Vulkan drivers that run on the processor; llama.cpp's own CPU code is many times faster. */
const softwareDevice = /llvmpipe|lavapipe|swiftshader|software/i

/**
 * Opens the backend that the setting names, or for `auto` the first that works of CUDA, Vulkan (Metal on macOS) and the processor.
 * Never builds or downloads anything. Rejects with `backendUnavailable` when a backend named by the user does not work, and with
 * `platformPackageMissing` when this installation has no engine for the platform at all.
 */
export async function openBackend(setting: EngineOptions['gpu'], log: (line: string) => void): Promise<Backend> {
  if (setting === 'off') return openProcessor('latent.engine.gpu is "off"', log)
  if (setting !== 'auto') {
    const opened = await tryGpu(setting, log)
    if (typeof opened === 'string') throw LatentError.of('backendUnavailable', setting, opened)
    return { ...opened, reason: `latent.engine.gpu is "${setting}"` }
  }

  const refused: string[] = []
  for (const gpu of process.platform === 'darwin' ? (['metal'] as const) : (['cuda', 'vulkan'] as const)) {
    const opened = await tryGpu(gpu, log)
    if (typeof opened === 'string') refused.push(`${gpu}: ${opened}`)
    else if (softwareDevice.test(opened.device)) {
      refused.push(`${gpu}: ${opened.device} is a software driver`)
      await opened.llama.dispose()
    } else return { ...opened, reason: ['it is the first that works', ...refused].join('; ') }
  }
  return openProcessor(refused.join('; '), log)
}

/** The opened backend, or why it cannot be used. */
async function tryGpu(gpu: Gpu, log: (line: string) => void): Promise<Omit<Backend, 'reason'> | string> {
  try {
    const llama = await getLlama({ ...options(log), gpu })
    const devices = await llama.getGpuDeviceNames()
    if (devices.length > 0) return { llama, name: gpu, device: devices.join(', ') }
    await llama.dispose()
    return 'no device'
  } catch (error) {
    if (error instanceof NoBinaryFoundError || !(error instanceof Error)) return 'no driver or no engine package'
    return firstLine(error.message)
  }
}

async function openProcessor(reason: string, log: (line: string) => void): Promise<Backend> {
  try {
    const llama = await getLlama({ ...options(log), gpu: false })
    return { llama, name: 'cpu', device: `${llama.cpuMathCores} cores`, reason }
  } catch (error) {
    log(String(error))
    throw LatentError.of('platformPackageMissing', `${process.platform}-${process.arch}`)
  }
}

function options(log: (line: string) => void) {
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
