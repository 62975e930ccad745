import { accounts } from './accounts.ts'
import { duration } from './duration.ts'
import { grades } from './grades.ts'
import { inventory } from './inventory.ts'
import { logs } from './logs.ts'
import { matrix } from './matrix.ts'
import { queue } from './queue.ts'
import { shop } from './shop.ts'
import type { TaskFile } from './task.ts'
import { textTools } from './textTools.ts'
import { trees } from './trees.ts'
import { config, library } from './tuningPython.ts'
import { cache, weather } from './tuningTypeScript.ts'

/** Half TypeScript, half Python. Prompts and choices are made with `tuning`; figures come from `heldOut`. */
export const taskFiles: Readonly<Record<'tuning' | 'heldOut', readonly TaskFile[]>> = {
  tuning: [weather, cache, library, config],
  heldOut: [inventory, duration, queue, textTools, accounts, grades, logs, matrix, shop, trees],
}
