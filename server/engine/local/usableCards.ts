import { join } from 'node:path'
import { hasNvidiaDriver } from '../../models/packs/nvidia.ts'
import { cardsSharing, type GraphicsCard } from '../../models/plan/machine.ts'
import type { Settings } from '../../protocol/settings.ts'
import { isSoftwareDevice, type Probe, type ProbedBackend, probeBackend } from './backendProbe.ts'
import { BackendTrials } from './trial/backendTrials.ts'

/**
 * The graphics cards that the engine would use, with their memory: those of the first backend that has one and computes, in the order in which the
 * engine tries them. Empty where there is none, or where `setting` is off. Each backend is opened in a process of its own. Never rejects.
 */
export async function usableCards(
  programFolder: string,
  setting: Settings['engine.gpu'],
  env: NodeJS.ProcessEnv,
): Promise<readonly GraphicsCard[]> {
  const probePath = join(programFolder, 'probe.js')
  const trials = new BackendTrials({ probePath, env })
  for (const backend of backendsFor(setting)) {
    // Starting a process to find that out would take as long as a probe that finds a card.
    if (backend === 'cuda' && !hasNvidiaDriver()) continue
    if ((await trials.knownFault(backend)) !== undefined) continue
    const probe = await probeBackend(probePath, backend, env)
    const cards = cardsOf(probe)
    if (probe.kind === 'fails' || cards.length === 0) continue
    if ((await trials.faultWith(backend, probe.devices.join(', '))) === undefined) return cards
  }
  return []
}

function backendsFor(setting: Settings['engine.gpu']): readonly ProbedBackend[] {
  if (setting === 'off') return []
  if (setting !== 'auto') return [setting]
  return process.platform === 'darwin' ? ['metal'] : ['cuda', 'vulkan']
}

function cardsOf(probe: Probe): readonly GraphicsCard[] {
  if (probe.kind === 'fails') return []
  return cardsSharing(
    probe.devices.filter((device) => !isSoftwareDevice(device)),
    probe.memory,
  )
}
