import { execFile } from 'node:child_process'
import type { Settings } from '../../protocol/settings.ts'

export type ProbedBackend = Exclude<Settings['engine.gpu'], 'auto'>

/** What a backend says of itself when nothing but it is loaded. */
export type Probe =
  | {
      readonly kind: 'works'
      /** Empty where there is a driver and nothing behind it. */
      readonly devices: readonly string[]
      readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
    }
  | { readonly kind: 'fails'; readonly reason: string }

/** A driver may take seconds for its first start after a boot. */
const longestProbeMs = 30_000

/**
 * Opens a backend in a process of its own, which a broken driver may end. `path` is the bundled dist/probe.js. Never rejects.
 */
export function probeBackend(path: string, backend: ProbedBackend, env: NodeJS.ProcessEnv): Promise<Probe> {
  return new Promise((resolve) => {
    const options = {
      env: { ...env, ELECTRON_RUN_AS_NODE: '1', UV_THREADPOOL_SIZE: '1' },
      timeout: longestProbeMs,
      windowsHide: true,
    }
    const child = execFile(process.execPath, [path, backend], options, (error, stdout) => {
      // Drivers print, too: the answer is the last line.
      const answer = stdout.trimEnd().split('\n').at(-1) ?? ''
      if (answer.startsWith('{')) return resolve(JSON.parse(answer))
      if (error?.killed) return resolve({ kind: 'fails', reason: 'it did not answer in time' })
      resolve({ kind: 'fails', reason: child.signalCode === null ? `exit code ${child.exitCode}` : `signal ${child.signalCode}` })
    })
  })
}

/**
 * llama.cpp leaves devices out that are neither a dedicated nor an integrated GPU, unless this variable names them by number (ggml-vulkan.cpp,
 * `ggml_vk_instance_init`). Mesa's llvmpipe is such a one. Where there is no other device it is the first.
 */
export const softwareDeviceChosen = { GGML_VK_VISIBLE_DEVICES: '0' } as const

/** Vulkan drivers that run on the processor; llama.cpp's own CPU code is many times faster. */
export function isSoftwareDevice(device: string): boolean {
  return /llvmpipe|lavapipe|swiftshader|software/i.test(device)
}
