import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir, release } from 'node:os'
import { join } from 'node:path'
import { PackStore } from '../../../models/packs/packStore.ts'
import type { ProbedBackend } from '../backendProbe.ts'
import { enginePackages } from '../enginePackages.ts'

/** Of what a trial asks: a verdict on less is none on more. */
const trialVersion = 1

/** Names all that decides whether a backend computes here, by files alone: nothing is started or loaded for it. */
export async function trialKey(backend: ProbedBackend, env: NodeJS.ProcessEnv): Promise<string> {
  const { version, platformPackages } = await enginePackages()
  const told = {
    ...{ trialVersion, backend, version, platformPackages },
    system: [process.platform, process.arch, release()],
    packs: backend === 'cuda' ? await packsOf(env) : [],
    driver: await driverTraces(backend, env),
    chosen: Object.entries(env)
      .filter(([name]) => choosesDevices.test(name))
      .sort(),
  }
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

/** Variables by which a user chooses drivers and devices, or changes what they do. */
const choosesDevices = /^(?:CUDA|GGML|VK|NVIDIA|MESA|DRI|RADV|LP)_/

/** The packs that are installed, each with the time of it: another one of the same name may hold other programs. */
async function packsOf(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const store = new PackStore(PackStore.defaultFolder(env))
  return await Promise.all(store.installed().map((pack) => traceOf(store.folderOf(pack))))
}

/** Files that change with a driver, as far as they are there. macOS has drivers as a part of itself. */
async function driverTraces(backend: ProbedBackend, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const nvidia = ['/proc/driver/nvidia/version', '/proc/driver/nvidia/gpus', '/usr/lib/wsl/lib/libcuda.so.1']
  if (process.platform === 'win32') {
    const system = join(env.SystemRoot ?? 'C:\\Windows', 'System32')
    // Each driver that is installed gets a folder of its own in the last one.
    const files = ['nvcuda.dll', 'vulkan-1.dll', join('DriverStore', 'FileRepository')]
    return await Promise.all(files.map((file) => statOf(join(system, file))))
  }
  if (process.platform !== 'linux') return []
  const files = backend === 'cuda' ? nvidia : [...nvidia, '/dev/dri', ...(await vulkanManifests(env))]
  return await Promise.all(files.map(traceOf))
}

/** Where Vulkan's loader looks for drivers (Vulkan-Loader's LoaderDriverInterface.md): each has a file there, new with each version. */
async function vulkanManifests(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const list = (paths: string | undefined) => (paths ?? '').split(':').filter(Boolean)
  const chosen = [...list(env.VK_DRIVER_FILES), ...list(env.VK_ICD_FILENAMES), ...list(env.VK_ADD_DRIVER_FILES)]
  const data = list(env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').concat(
    env.XDG_DATA_HOME || join(homedir(), '.local', 'share'),
  )
  const folders = [...data, '/etc', '/run/opengl-driver/share'].map((folder) => join(folder, 'vulkan', 'icd.d'))
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder).catch(() => [])).map((name) => join(folder, name))),
  )
  return [...chosen, ...found.flat().sort()]
}

/** What a file of the system says, or of a folder the names in it; of other files their size and time. */
async function traceOf(path: string): Promise<string> {
  if (path.startsWith('/proc/')) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) return `${path} ${text}`
  }
  const names = await readdir(path).catch(() => undefined)
  return names === undefined || !/^\/(?:proc|dev)\//.test(path) ? await statOf(path) : `${path} ${names.sort().join(' ')}`
}

async function statOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found === undefined ? `${path} -` : `${path} ${found.size} ${found.mtimeMs}`
}
