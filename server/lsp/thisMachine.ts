import { thisProcessor } from '../models/measuredProcessor.ts'
import { machineMemory } from '../models/memory.ts'
import type { GraphicsCard, Machine } from '../models/plan/machine.ts'
import type { Settings } from '../protocol/settings.ts'
import type { EngineHost } from './engineHost.ts'

/** The memory that models can be loaded into here and what reads it, as memory plans take it. */
export type MachineNow = (settings: Settings) => Promise<Machine>

/**
 * Looks for graphics cards once for each setting and each backend that the engine came to run on, because a probe takes a second and an
 * engine pack may have come since; memory is looked at anew each time.
 */
export function thisMachine(
  usableCards: (gpu: Settings['engine.gpu']) => Promise<readonly GraphicsCard[]>,
  engine: Pick<EngineHost, 'state'>,
): MachineNow {
  const found = new Map<string, Promise<readonly GraphicsCard[]>>()
  return async (settings) => {
    const gpu = settings['engine.gpu']
    const { state } = engine
    const key = `${gpu} ${state.kind === 'ready' ? state.info.backend : ''}`
    const cards = found.get(key) ?? usableCards(gpu)
    found.set(key, cards)
    return { ram: machineMemory(), gpus: await cards, processor: await thisProcessor(process.env) }
  }
}
