import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { reasonOf } from '../../models/reason.ts'
import type { Settings } from '../../protocol/settings.ts'
import { faultIn, reasonOfFault } from './trial/faultIn.ts'
import { trialModel } from './trial/trialModel.ts'

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

/** What came of computing with a backend. */
export type Trial =
  | Extract<Probe, { kind: 'works' }>
  /** Its devices are there, but cannot compute, or compute something else. */
  | { readonly kind: 'faulty'; readonly devices: readonly string[]; readonly reason: string }
  /** There was nothing to compute with. */
  | { readonly kind: 'absent'; readonly reason: string }

/** A driver may take seconds for its first start after a boot. */
const longestProbeMs = 30_000
/**
 * A CUDA driver translates the engine's programs where they hold no machine code for the card: for up to minutes, once, because it keeps what it has made
 * (in ~/.nv/ComputeCache). A trial that was cut goes on from there the next time.
 */
const longestTrialMs = 5 * 60_000
const late = 'it did not answer in time'
/** What dist/probe.js says where the numbers of the trial are not those that they should be. */
export const wrongNumbers = 'it computes wrong numbers'

/**
 * Opens a backend in a process of its own, which a broken driver may end. `path` is the bundled dist/probe.js. Never rejects.
 */
export async function probeBackend(path: string, backend: ProbedBackend, env: NodeJS.ProcessEnv): Promise<Probe> {
  const { answers, ended } = await runProbe([path, backend], { env, timeoutMs: longestProbeMs })
  return answers[0] ?? { kind: 'fails', reason: ended }
}

/** The same, and has it evaluate a tiny model, which is written to a temporary folder and removed again. Never rejects. */
export async function tryBackend(
  path: string,
  backend: ProbedBackend,
  env: NodeJS.ProcessEnv,
  timeoutMs = longestTrialMs,
): Promise<Trial> {
  let folder: string | undefined
  try {
    folder = await mkdtemp(join(tmpdir(), 'latent-trial-'))
    const modelPath = join(folder, 'trial.gguf')
    await writeFile(modelPath, trialModel())
    // A process that dies may leave its memory in a file where it runs: not among the user's files.
    const running = { env: withFolders(env), cwd: folder, timeoutMs }
    return trialOf(await runProbe([resolve(path), backend, modelPath], running))
  } catch (error) {
    return { kind: 'absent', reason: `it cannot be tried, because ${tmpdir()} cannot be written: ${reasonOf(error)}` }
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

/** The same for a process that runs elsewhere. */
function withFolders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env.LATENT_DATA ? { ...env, LATENT_DATA: resolve(env.LATENT_DATA) } : env
}

interface Ran {
  /** What it said, the last one at the end. */
  readonly answers: readonly Probe[]
  /** All else that it printed. */
  readonly printed: string
  /** How it came to its end, in words. */
  readonly ended: string
}

function trialOf({ answers: [listed, tried], printed, ended }: Ran): Trial {
  if (listed === undefined) return { kind: 'absent', reason: ended }
  if (listed.kind === 'fails') return { kind: 'absent', reason: listed.reason }
  if (listed.devices.length === 0) return { kind: 'absent', reason: 'no device' }
  if (tried?.kind === 'works') return tried
  const { devices } = listed
  if (ended === late) return { kind: 'faulty', devices, reason: late }
  if (tried?.reason === wrongNumbers) return { kind: 'faulty', devices, reason: wrongNumbers }
  return { kind: 'faulty', devices, reason: reasonOfFault(faultIn(printed) ?? tried?.reason ?? ended) }
}

interface Running {
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly timeoutMs: number
}

function runProbe(args: readonly string[], { env, cwd, timeoutMs }: Running): Promise<Ran> {
  return new Promise((settle) => {
    const options = {
      cwd,
      env: { ...env, ELECTRON_RUN_AS_NODE: '1', UV_THREADPOOL_SIZE: '1' },
      timeout: timeoutMs,
      // A process that is stuck in a driver hears nothing else.
      killSignal: 'SIGKILL' as const,
      windowsHide: true,
    }
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const lines = stdout.split('\n')
      settle({
        answers: lines.flatMap(answerIn),
        // Drivers print, too.
        printed: [...lines.filter((line) => !line.startsWith('{')), stderr].join('\n'),
        ended: error?.killed ? late : child.signalCode === null ? `exit code ${child.exitCode}` : `signal ${child.signalCode}`,
      })
    })
  })
}

function answerIn(line: string): readonly Probe[] {
  if (!line.startsWith('{')) return []
  try {
    return [JSON.parse(line) as Probe]
  } catch {
    return []
  }
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
