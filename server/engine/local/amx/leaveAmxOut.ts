import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { cpus, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packVersion } from '../../../models/packs/enginePack.ts'
import { PackStore } from '../../../models/packs/packStore.ts'
import { reasonOf } from '../../../models/reason.ts'
import { redirectPackages } from '../packageAddresses.ts'
import { linkedPackage } from './linkedPackage.ts'
import { isBuiltForAmx, leavesAmxOut, type Processor } from './processorWithAmx.ts'

/** The packages with an engine for the processor alone, of platforms whose package has a build for AMX. */
const packages: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '@node-llama-cpp/linux-x64',
  win32: '@node-llama-cpp/win-x64',
}

/** Where this process finds the package instead, once it was told. */
let redirectedTo: string | undefined

/**
 * Before the engine for the processor is opened: makes this process load it from a folder without the build for AMX, where `amxFilesLeftOut` has any. llama.cpp
 * v0.5.0 keeps weights in buffers for AMX with which it finds no backend for some steps of models with latent attention, and ends the process
 * (`GGML_ASSERT(*cur_backend_id != -1)`; reported for other models as llama.cpp's issues 18099 and 19184). With a graphics card it does not use these buffers. Its
 * next best build takes over: the same models, about half as many prompt tokens a second. A process cannot go back to the other build, so that it is left
 * out for all models. Never rejects: where no folder can be made the log says so, and models that the build can run still run.
 */
export async function leaveAmxOut(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<void> {
  try {
    const files = await amxFilesLeftOut(env)
    const found = processorPackage()
    if (files.length === 0 || found === undefined) return
    const address = pathToFileURL(join(await folderOfLinks(found.folder, env), 'dist', 'index.js')).href
    if (address === redirectedTo) return
    redirectPackages({ [found.name]: address })
    redirectedTo = address
    log(`left out for its faults with DeepSeek-V2: ${files.join(', ')} (LATENT_AMX=on takes it)`)
  } catch (error) {
    log(`the build for AMX cannot be left out, models with latent attention may fail: ${reasonOf(error)}`)
  }
}

/** The names of the files that engines on this machine do without; none on processors without AMX. Rejects where the package cannot be read. */
export async function amxFilesLeftOut(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (!leavesAmxOut(env, await thisProcessor())) return []
  const found = processorPackage()
  if (found === undefined) return []
  return (await readdir(found.folder, { recursive: true })).filter(isBuiltForAmx).map((file) => basename(file))
}

async function folderOfLinks(packageFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const place = join(PackStore.defaultFolder(env), packVersion)
  try {
    return await linkedPackage(packageFolder, place, isBuiltForAmx)
  } catch {
    // Data of a user that cannot be written, as in some containers.
    return await linkedPackage(packageFolder, await mkdtemp(join(tmpdir(), 'latent-engine-')), isBuiltForAmx)
  }
}

async function thisProcessor(): Promise<Processor> {
  const { platform, arch } = process
  const cpuinfo = platform === 'linux' ? await readFile('/proc/cpuinfo', 'utf8').catch(() => '') : ''
  return { platform, arch, name: cpus()[0]?.model ?? '', cpuinfo }
}

/** Where node-llama-cpp finds the engine for the processor; undefined where this installation has none with a build for AMX. */
function processorPackage(): { readonly name: string; readonly folder: string } | undefined {
  const name = process.arch === 'x64' ? packages[process.platform] : undefined
  if (name === undefined) return undefined
  try {
    const entry = createRequire(import.meta.resolve('node-llama-cpp')).resolve(name)
    return { name, folder: dirname(dirname(entry)) }
  } catch {
    return undefined
  }
}
