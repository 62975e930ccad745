import { statfs } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { machineMemory } from '../../models/memory.ts'
import { diskBytes, packsFor } from '../../models/packs/enginePack.ts'
import { nvidiaDriver, packForDriver } from '../../models/packs/nvidia.ts'
import { PackStore } from '../../models/packs/packStore.ts'
import { StateStore } from '../../models/stateStore.ts'
import type { ModelStore } from '../../models/store.ts'
import type { ExaminedMachine, ExaminedPack, TriedBackend } from '../../protocol/doctor.ts'
import { LatentError } from '../../protocol/errors.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { amxFilesLeftOut } from './amx/leaveAmxOut.ts'
import { isSoftwareDevice, type Probe, probeBackend, softwareDeviceChosen, type Trial } from './backendProbe.ts'
import { enginePackages } from './enginePackages.ts'
import { graphicsCards } from './graphicsCards.ts'
import { BackendTrials, type BackendTrialsDeps } from './trial/backendTrials.ts'
import { isPassing } from './trial/faultIn.ts'

/** Looks at everything that decides how well models run here. Loads none; has each backend compute in a process of its own. */
export async function examineMachine(
  programFolder: string,
  store: ModelStore,
  env: NodeJS.ProcessEnv,
  onTrying?: BackendTrialsDeps['onTrying'],
): Promise<ExaminedMachine> {
  const listed = await store.list().catch(reasonUnread)
  return {
    engine: await enginePackages(),
    processor: await examinedProcessor(env),
    memory: machineMemory(),
    graphics: await graphicsCards(),
    backends: await triedBackends({ probePath: join(programFolder, 'probe.js'), env, ...(onTrying && { onTrying }) }),
    packs: await examinedPacks(env),
    models: {
      folder: store.folder,
      freeBytes: await freeBytes(store.folder),
      files: typeof listed === 'string' ? [] : listed.map(({ name, bytes }) => ({ name, bytes })),
      ...(typeof listed === 'string' ? { unreadable: listed } : {}),
      begunBytes: await store.begunBytes(),
    },
    states: { bytes: await StateStore.ofUser(env).bytes() },
  }
}

async function examinedProcessor(env: NodeJS.ProcessEnv): Promise<ExaminedMachine['processor']> {
  const leftOut = await amxFilesLeftOut(env).catch(() => [])
  const named = { name: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length }
  return leftOut.length === 0 ? named : { ...named, leftOut }
}

/** Why the folder of models cannot be read: that is the doctor's to tell, not to stumble over. */
function reasonUnread(error: unknown): string {
  if (error instanceof LatentError && error.code === 'folderNotReadable') return String(error.parts[1])
  throw error
}

/** Vulkan's driver that runs on the processor, where it is all that Vulkan has; undefined where there is none, or the user chose devices. Never rejects. */
export async function softwareDriver(programFolder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.GGML_VK_VISIBLE_DEVICES !== undefined) return undefined
  const probe = await probeBackend(join(programFolder, 'probe.js'), 'vulkan', { ...env, ...softwareDeviceChosen })
  return probe.kind === 'works' ? probe.devices.find(isSoftwareDevice) : undefined
}

/** Tried anew, whatever is known of them, one after the other: two that start a driver at once would disturb each other. */
async function triedBackends(deps: BackendTrialsDeps): Promise<readonly TriedBackend[]> {
  const { probePath, env } = deps
  const trials = new BackendTrials(deps)
  const tried: TriedBackend[] = []
  for (const gpu of process.platform === 'darwin' ? (['metal'] as const) : (['cuda', 'vulkan'] as const)) {
    const trial = await roomFor(await trials.tryAnew(gpu), () => probeBackend(probePath, gpu, env))
    tried.push(
      gpu === 'vulkan' && hasNothing(trial) && env.GGML_VK_VISIBLE_DEVICES === undefined
        ? withSoftware(await new BackendTrials({ ...deps, env: { ...env, ...softwareDeviceChosen } }).tryAnew(gpu))
        : triedBackend(gpu, trial),
    )
  }
  return [...tried, triedBackend('cpu', await trials.tryAnew('off'))]
}

/** A backend whose memory is taken works all the same, mostly for a model of Latent's: it is told as it lists itself. */
async function roomFor(trial: Trial, list: () => Promise<Probe>): Promise<Trial> {
  if (trial.kind !== 'faulty' || !isPassing(trial.reason)) return trial
  const listed = await list()
  return listed.kind === 'works' ? listed : trial
}

function hasNothing(trial: Trial): boolean {
  return trial.kind === 'absent' && trial.reason === 'no device'
}

/**
 * What asking for any device at all found. There may be no driver, and then llama.cpp takes the request for an error. A device that is none of a card's
 * needs no advice where it does not compute.
 */
function withSoftware(trial: Trial): TriedBackend {
  if (trial.kind === 'absent') return triedBackend('vulkan', { kind: 'absent', reason: 'no device' })
  return triedBackend('vulkan', trial.kind === 'faulty' ? { ...trial, devices: [] } : trial)
}

function triedBackend(backend: TriedBackend['backend'], trial: Trial): TriedBackend {
  switch (trial.kind) {
    case 'absent':
      return { backend, outcome: 'refused', devices: [], reason: trial.reason }
    case 'faulty':
      return { backend, outcome: 'refused', devices: trial.devices, reason: trial.reason }
    case 'works': {
      const { devices, memory } = trial
      const outcome = backend !== 'cpu' && devices.every(isSoftwareDevice) ? 'software' : 'works'
      return { backend, outcome, devices, ...(backend === 'cpu' ? {} : { memory }) }
    }
    default:
      return unreachable(trial)
  }
}

async function examinedPacks(env: NodeJS.ProcessEnv): Promise<readonly ExaminedPack[]> {
  const store = new PackStore(PackStore.defaultFolder(env))
  const driver = await nvidiaDriver()
  const suiting = driver && packForDriver(driver)
  return packsFor().map((pack) => ({
    name: pack.name,
    installed: store.isInstalled(pack),
    bytes: diskBytes(pack),
    suitsDriver: pack === suiting,
  }))
}

/** Of the disk that the folder is on, or will be. */
async function freeBytes(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => undefined)
  if (found !== undefined) return found.bavail * found.bsize
  return folder === dirname(folder) ? 0 : await freeBytes(dirname(folder))
}
