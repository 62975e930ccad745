import { leavesOpen, namingDriver } from '../features/doctor/leftAlone.ts'

/**
 * Puts the engine's reason for its backend into the same words as the doctor's. `look` names the driver that runs on the processor, which takes a
 * second and never rejects: it is called once, and only where a reason leaves open whether there is one. Until it has found one the reason stays as it
 * is; then `onFound` is called.
 */
export function backendReason(look: () => Promise<string | undefined>): (said: string, onFound: () => void) => string {
  let looked = false
  let driver: string | undefined
  const find = async (onFound: () => void) => {
    looked = true
    driver = await look()
    if (driver !== undefined) onFound()
  }
  return (said, onFound) => {
    if (!leavesOpen(said)) return said
    if (!looked) void find(onFound)
    return driver === undefined ? said : namingDriver(said, driver)
  }
}
