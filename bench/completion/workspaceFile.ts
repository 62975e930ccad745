import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hole } from './holes/hole.ts'

/** Runs with the hole cut into the file on disk, too: nobody may find the answer there. */
export async function withHoleOnDisk<T>(hole: Hole, run: () => Promise<T>): Promise<T> {
  const path = join(hole.root, hole.path)
  const whole = readFileSync(path, 'utf8')
  writeFileSync(path, hole.before + hole.after)
  try {
    return await run()
  } finally {
    writeFileSync(path, whole)
  }
}
