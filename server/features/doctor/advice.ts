import { gib } from '../../protocol/byteSize.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import type { DoctorReport } from '../../protocol/doctor.ts'
import { doctorTexts } from '../../protocol/doctorTexts.ts'
import { unreachable } from '../../protocol/unreachable.ts'

/** Something that the user can do to be better off. */
export type Advice =
  | { readonly kind: 'installPack'; readonly pack: string }
  /** `other`: a pack that can be had instead. */
  | { readonly kind: 'packFails'; readonly pack: string; readonly other?: string }
  | { readonly kind: 'installNvidiaDriver' }
  | { readonly kind: 'updateNvidiaDriver'; readonly version: string }
  | { readonly kind: 'installVulkanDriver'; readonly card: string }
  | { readonly kind: 'updateGraphicsDriver'; readonly card: string }
  | { readonly kind: 'leaveSoftwareDriver'; readonly device: string }
  | { readonly kind: 'convertModel'; readonly model: string }
  | { readonly kind: 'smallerModel'; readonly tokensPerSecond: number }
  | { readonly kind: 'moreMemory' | 'moreDisk'; readonly freeBytes: number }

/** Below it a completion of a few lines takes longer than people wait for one. */
const leastTokensPerSecond = 10
const leastFreeMemoryBytes = 2 ** 30
/** A model of the catalogue's smaller half takes about this much. */
const leastFreeDiskBytes = 2 * 2 ** 30

/** What follows from what was found, the most important first. */
export function adviceOf(report: DoctorReport): readonly Advice[] {
  return [
    ...graphicsAdvice(report),
    ...softwareAdvice(report),
    ...layoutAdvice(report),
    ...speedAdvice(report),
    ...roomAdvice(report),
  ]
}

function graphicsAdvice({ graphics, backends, packs }: DoctorReport): readonly Advice[] {
  const works = (backend: string) => backends.some((tried) => tried.backend === backend && tried.outcome === 'works')
  const nvidia = graphics.find(({ vendor }) => vendor === 'nvidia')
  if (nvidia !== undefined && !works('cuda')) {
    const installed = packs.find((pack) => pack.installed)
    const suiting = packs.find((pack) => pack.suitsDriver)
    const version = nvidia.driver
    // The kernel's own driver for these cards computes nothing.
    if (version === undefined || version === 'nouveau') return [{ kind: 'installNvidiaDriver' }]
    if (suiting !== undefined && !suiting.installed) return [{ kind: 'installPack', pack: suiting.name }]
    if (installed !== undefined) {
      const other = packs.find((pack) => !pack.installed)
      return [{ kind: 'packFails', pack: installed.name, ...(other === undefined ? {} : { other: other.name }) }]
    }
    if (packs.length > 0 && /^\d/.test(version)) return [{ kind: 'updateNvidiaDriver', version }]
  }
  if (works('cuda') || works('vulkan') || works('metal')) return []
  // Its devices were found and do not compute.
  const faulty = backends.find(({ outcome, devices }) => outcome === 'refused' && devices.length > 0)
  if (faulty !== undefined) return [{ kind: 'updateGraphicsDriver', card: faulty.devices.join(', ') }]
  const other = graphics.find(({ vendor }) => vendor === 'amd' || vendor === 'intel')
  if (other === undefined) return []
  return [{ kind: 'installVulkanDriver', card: other.name }]
}

function softwareAdvice({ loaded, backends }: DoctorReport): readonly Advice[] {
  const slow = backends.find(({ outcome }) => outcome === 'software')
  if (slow === undefined || loaded === undefined || loaded.backend !== slow.backend) return []
  return [{ kind: 'leaveSoftwareDriver', device: loaded.device }]
}

function layoutAdvice({ loaded }: DoctorReport): readonly Advice[] {
  return loaded?.loadedAs?.oldLayout === true ? [{ kind: 'convertModel', model: loaded.model }] : []
}

function speedAdvice({ speed }: DoctorReport): readonly Advice[] {
  if (speed === undefined || speed.generatedTokensPerSecond >= leastTokensPerSecond) return []
  return [{ kind: 'smallerModel', tokensPerSecond: speed.generatedTokensPerSecond }]
}

function roomAdvice({ memory, models }: DoctorReport): readonly Advice[] {
  const advice: Advice[] = []
  if (memory.freeBytes < leastFreeMemoryBytes) advice.push({ kind: 'moreMemory', freeBytes: memory.freeBytes })
  if (models.freeBytes < leastFreeDiskBytes) advice.push({ kind: 'moreDisk', freeBytes: models.freeBytes })
  return advice
}

/** Advice as a sentence or two. */
export function adviceInWords(advice: Advice, language: DisplayLanguage): string {
  const say = doctorTexts[language].actions
  switch (advice.kind) {
    case 'installPack':
      return say.installPack(advice.pack)
    case 'packFails':
      return advice.other === undefined ? say.packFails(advice.pack) : say.packFailsOther(advice.pack, advice.other)
    case 'installNvidiaDriver':
      return say.installNvidiaDriver
    case 'updateNvidiaDriver':
      return say.updateNvidiaDriver(advice.version)
    case 'installVulkanDriver':
      return say.installVulkanDriver(advice.card)
    case 'updateGraphicsDriver':
      return say.updateGraphicsDriver(advice.card)
    case 'leaveSoftwareDriver':
      return say.leaveSoftwareDriver(advice.device)
    case 'convertModel':
      return say.convertModel(advice.model)
    case 'smallerModel':
      return say.smallerModel(advice.tokensPerSecond)
    case 'moreMemory':
    case 'moreDisk':
      return say[advice.kind](gib(advice.freeBytes))
    default:
      return unreachable(advice)
  }
}
