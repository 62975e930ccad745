import { randomNumbers } from '../cuts.ts'
import { startReferenceServer } from '../referenceServer.ts'
import { Latent } from './systems/latent.ts'
import { LlamaVscode } from './systems/llamaVscode.ts'
import { PlainInfill } from './systems/plainInfill.ts'
import type { System } from './systems/system.ts'

export const systemNames = ['latent', 'llama.vscode', 'llama.vscode tuned', 'plain'] as const

export interface FleetOptions {
  readonly modelPath: string
  readonly threads: number
  /** The bundled language server. */
  readonly server: string
  /** A llama-server program; needed for all systems but Latent. */
  readonly reference?: string
  readonly referenceContext: number
  readonly settings: Readonly<Record<string, unknown>>
  readonly seed: number
}

/** Starts systems by their names, each with an engine of its own. `latent[NAME=VALUE]` is Latent with another setting. */
export async function startFleet(names: readonly string[], options: FleetOptions): Promise<readonly System[]> {
  const systems: System[] = []
  try {
    for (const name of names) systems.push(await startSystem(name, options))
  } catch (error) {
    await stopFleet(systems)
    throw error
  }
  return systems
}

export async function stopFleet(systems: readonly System[]): Promise<void> {
  await Promise.all(systems.map((system) => system.stop()))
}

async function startSystem(name: string, options: FleetOptions): Promise<System> {
  const setting = /^latent\[(.+)\]$/.exec(name)?.[1]
  if (name === 'latent' || setting !== undefined) {
    const own = setting === undefined ? {} : readSettingOptions(setting.split(';'))
    const engine = { model: options.modelPath, 'engine.gpu': 'off', 'engine.gpuLayers': 0 }
    return Latent.start(name, options.server, { ...engine, ...options.settings, ...own })
  }
  if (name === 'plain') return new PlainInfill(await startLlamaServer(options))
  if (name !== 'llama.vscode' && name !== 'llama.vscode tuned') throw new Error(`There is no system named ${name}.`)
  const ways = name === 'llama.vscode' ? { candidates: 3, debounceMs: 0 } : { candidates: 1, debounceMs: 150 }
  return new LlamaVscode(await startLlamaServer(options), { name, ...ways }, randomNumbers(options.seed))
}

/** What llama.vscode starts its server with, and the cache for all slots together, as where their number is left to the server. */
function startLlamaServer({ reference, modelPath, threads, referenceContext }: FleetOptions) {
  if (reference === undefined)
    throw new Error('--reference needs the path of a llama-server program, or name only Latent by --systems.')
  const batches = ['-ub', '1024', '-b', '1024', '--cache-reuse', '256']
  const slots = ['-np', '4', '--kv-unified', '--ctx-size', String(referenceContext)]
  return startReferenceServer(reference, modelPath, threads, [...batches, ...slots])
}

/** Settings given as `name=value`, the value in JSON where it is JSON. */
export function readSettingOptions(options: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    options.map((option) => {
      const [name = '', ...value] = option.split('=')
      return [name, parsed(value.join('='))]
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
