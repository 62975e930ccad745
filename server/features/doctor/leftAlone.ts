import type { DoctorReport } from '../../protocol/doctor.ts'

/** What the engine says where it looked for graphics cards only; others may ask for any device. */
const unseen = 'vulkan: no device'

/** Whether a reason for the backend leaves open that there is a driver that runs on the processor. */
export function leavesOpen(backendReason: string): boolean {
  return backendReason.split('; ').includes(unseen)
}

/** The reason with one story in it: where the engine that chose by itself saw no device, it names the `driver`, which was left alone on purpose. */
export function namingDriver(backendReason: string, driver: string): string {
  const told = backendReason
    .split('; ')
    .map((part) => (part === unseen ? `vulkan: ${driver} is a software driver, left alone on purpose` : part))
  return told.join('; ')
}

/** The report with that reason, where the doctor found such a driver. */
export function withLeftAlone(report: DoctorReport): DoctorReport {
  const { backends, loaded } = report
  const driver = backends.find(({ backend, outcome }) => backend === 'vulkan' && outcome === 'software')?.devices[0]
  if (driver === undefined || loaded === undefined) return report
  return { ...report, loaded: { ...loaded, backendReason: namingDriver(loaded.backendReason, driver) } }
}
