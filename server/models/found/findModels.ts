import { homedir } from 'node:os'
import type { FoundModel, FoundProgram, Machine } from './foundModel.ts'
import { hubCacheModels } from './hubCache.ts'
import { llamaCacheModels } from './llamaCache.ts'
import { lmStudioModels } from './lmStudio.ts'
import { ollamaModels } from './ollama.ts'

const finders: Readonly<Record<FoundProgram, (machine: Machine) => Promise<readonly FoundModel[]>>> = {
  ollama: ollamaModels,
  lmstudio: lmStudioModels,
  hub: hubCacheModels,
  'llama.cpp': llamaCacheModels,
}

/** The machine that this process runs on. */
export function thisMachine(env: NodeJS.ProcessEnv): Machine {
  return { env, home: homedir(), platform: process.platform }
}

/** Every model that another program has here. Only reads; what cannot be read is left out. */
export async function findModels(machine: Machine): Promise<readonly FoundModel[]> {
  return (await Promise.all(Object.values(finders).map((find) => find(machine)))).flat()
}

/** Whether a text is a name that another program's model would have here, such as `ollama:qwen2.5-coder:7b`. */
export function isFoundName(text: string): boolean {
  return Object.keys(finders).some((program) => text.startsWith(`${program}:`))
}
