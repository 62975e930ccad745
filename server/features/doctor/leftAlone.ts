import type { DoctorReport } from '../../protocol/doctor.ts'

/** What the engine says where it looked for graphics cards only; the doctor has asked for any device. */
const unseen = 'vulkan: no device'

/**
 * The report with one story in it: where the engine that chose by itself saw no device and there is a driver that runs on the processor, its
 * reason names that driver, which was left alone on purpose.
 */
export function withLeftAlone(report: DoctorReport): DoctorReport {
  const { backends, loaded } = report
  const driver = backends.find(({ backend, outcome }) => backend === 'vulkan' && outcome === 'software')?.devices[0]
  if (driver === undefined || loaded === undefined) return report
  const said = loaded.backendReason.split('; ')
  const told = said.map((part) => (part === unseen ? `vulkan: ${driver} is a software driver, left alone on purpose` : part))
  return { ...report, loaded: { ...loaded, backendReason: told.join('; ') } }
}
