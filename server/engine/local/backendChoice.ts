import { LatentError } from '../../protocol/errors.ts'
import type { TriedGpu } from '../supervisedEngine.ts'
import { isSoftwareDevice } from './backendProbe.ts'
import type { EngineOptions } from './messages.ts'
import type { BackendTrials } from './trial/backendTrials.ts'

/** An opened backend, and why it is this one, and not the ones before it. */
export type Reasoned<Opened> = Opened & { readonly reason: string }

/** How backends are opened and tried. */
export interface BackendWays<Opened extends { readonly device: string }> {
  readonly trials: Pick<BackendTrials, 'knownFault' | 'faultWith'>
  /** For `auto`, the fastest first. */
  readonly order: readonly TriedGpu[]
  /** The opened backend, its device empty where it found none, or why it cannot be used. */
  openGpu(gpu: TriedGpu): Promise<Opened | string>
  openProcessor(): Promise<Opened>
  close(opened: Opened): Promise<void>
  /** Before Vulkan is opened because the user named it: a driver on the processor will do. */
  allowSoftwareDevice(): Promise<void>
}

/** Rejects with `backendUnavailable` where a backend that the setting names does not work, and with what `openProcessor` rejects with. */
export async function chooseBackend<Opened extends { readonly device: string }>(
  setting: EngineOptions['gpu'],
  ways: BackendWays<Opened>,
): Promise<Reasoned<Opened>> {
  if (setting === 'off') return { ...(await ways.openProcessor()), reason: 'latent.engine.gpu is "off"' }
  if (setting !== 'auto') return await openNamed(setting, ways)

  const refused: string[] = []
  for (const gpu of ways.order) {
    const opened = await openTried(gpu, ways, softwareProblem)
    if (typeof opened !== 'string') return { ...opened, reason: ['it is the first that works', ...refused].join('; ') }
    refused.push(`${gpu}: ${opened}`)
  }
  return { ...(await ways.openProcessor()), reason: refused.join('; ') }
}

/** The user's own choice is taken even where it is slow. */
async function openNamed<Opened extends { readonly device: string }>(
  gpu: TriedGpu,
  ways: BackendWays<Opened>,
): Promise<Reasoned<Opened>> {
  if (gpu === 'vulkan') await ways.allowSoftwareDevice()
  const opened = await openTried(gpu, ways, () => undefined)
  if (typeof opened === 'string') throw LatentError.of('backendUnavailable', gpu, opened)
  const chosen = `latent.engine.gpu is "${gpu}"`
  const slow = `${opened.device} is a software driver, many times slower than latent.engine.gpu "off"`
  return { ...opened, reason: isSoftwareDevice(opened.device) ? `${chosen}; ${slow}` : chosen }
}

/** The opened backend where it computes, or why it is not used. One with a known fault is not opened at all. */
async function openTried<Opened extends { readonly device: string }>(
  gpu: TriedGpu,
  { trials, openGpu, close }: BackendWays<Opened>,
  problemOf: (opened: Opened) => string | undefined,
): Promise<Opened | string> {
  const known = await trials.knownFault(gpu)
  if (known !== undefined) return known
  const opened = await openGpu(gpu)
  if (typeof opened === 'string') return opened
  const problem = opened.device === '' ? 'no device' : (problemOf(opened) ?? (await trials.faultWith(gpu, opened.device)))
  if (problem === undefined) return opened
  await close(opened)
  return problem
}

function softwareProblem({ device }: { readonly device: string }): string | undefined {
  return isSoftwareDevice(device) ? `${device} is a software driver` : undefined
}
