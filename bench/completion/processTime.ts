import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick is. */
const ticksPerSecond = 100
const quiet = { everyMs: 300, seconds: 0.06, withinMs: 20_000 }

/** Processor seconds of a process and all below it, those that ended included. 0 where there is no /proc. */
export function processorSeconds(rootPid: number): number {
  const processes = new Map<number, { parent: number; ticks: number }>()
  for (const name of safeList('/proc')) {
    const pid = Number(name)
    const facts = Number.isInteger(pid) ? statOf(pid) : undefined
    if (facts !== undefined) processes.set(pid, facts)
  }
  const isBelow = (pid: number): boolean => {
    if (pid === rootPid) return true
    const parent = processes.get(pid)?.parent
    return parent !== undefined && parent !== 0 && isBelow(parent)
  }
  let ticks = 0
  for (const [pid, facts] of processes) if (isBelow(pid)) ticks += facts.ticks
  return ticks / ticksPerSecond
}

/** Waits until a process has nothing to do any more, at most 20 s; gives its processor seconds. */
export async function whenQuiet(pid: number): Promise<number> {
  const end = Date.now() + quiet.withinMs
  let before = processorSeconds(pid)
  for (;;) {
    await wait(quiet.everyMs)
    const now = processorSeconds(pid)
    if (now - before < quiet.seconds || Date.now() > end) return now
    before = now
  }
}

/** Fields 14 to 17 of proc(5)'s stat: own time in user and system mode, and that of children that ended. */
function statOf(pid: number): { parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, which may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((total, index) => total + Number(fields[index]), 0)
    return { parent: Number(fields[1]), ticks }
  } catch {
    // It ended in the meantime.
    return undefined
  }
}

function safeList(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
