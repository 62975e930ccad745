import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Tells once whether the machine runs on its battery. Rejects where that cannot be told. */
export type ReadPower = () => Promise<boolean>

/** How long a reading holds: a cable is pulled rarely, and the reading is not free on every system. */
const readingHoldsMs = 60_000

/** Whether the machine runs on its battery: work that nobody asked for yet is not done then. */
export class Power {
  readonly #read: ReadPower
  readonly #now: () => number
  #readAt = Number.NEGATIVE_INFINITY
  // Until the first reading nothing is known, and work ahead can wait that long.
  #onBattery = true

  /** Reads at once, then only when asked, and at most once a minute. `now` is in milliseconds. */
  constructor(read: ReadPower, now: () => number) {
    this.#read = read
    this.#now = now
    this.onBattery()
  }

  /** As of the last reading. Starts a new one, in the background, when that is older than a minute. */
  onBattery(): boolean {
    if (this.#now() - this.#readAt >= readingHoldsMs) {
      this.#readAt = this.#now()
      void this.#readAgain()
    }
    return this.#onBattery
  }

  async #readAgain(): Promise<void> {
    // A machine that cannot tell is most likely a desktop or a server.
    this.#onBattery = await this.#read().catch(() => false)
  }
}

/**
 * Linux, from the kernel's own files; no program runs. As systemd decides: any connected supply means mains; otherwise a battery
 * of the machine itself (not of its mouse) that discharges means battery.
 */
export async function linuxOnBattery(folder = '/sys/class/power_supply'): Promise<boolean> {
  const supplies = await Promise.all((await readdir(folder)).map((name) => supply(join(folder, name))))
  const plugged = supplies.some(({ type, online }) => type !== 'Battery' && online === '1')
  return (
    !plugged && supplies.some(({ type, status, scope }) => type === 'Battery' && status === 'Discharging' && scope !== 'Device')
  )
}

async function supply(folder: string) {
  const read = (name: string) =>
    readFile(join(folder, name), 'utf8').then(
      (text) => text.trim(),
      // Not every supply has every file.
      () => '',
    )
  const [type, online, status, scope] = await Promise.all([read('type'), read('online'), read('status'), read('scope')])
  return { type, online, status, scope }
}
