import { join } from 'node:path'
import { type FoundModel, foundModel, ggufBelow, type Machine, ownNameOf } from './foundModel.ts'

/** Models that llama.cpp fetched with `-hf`: files in one folder (llama.cpp, `fs_get_cache_directory` of common/common.cpp). */
export async function llamaCacheModels(machine: Machine): Promise<readonly FoundModel[]> {
  const folder = cacheFolder(machine)
  const found: FoundModel[] = []
  for (const path of await ggufBelow(folder, 0)) {
    const model = await foundModel('llama.cpp', ownNameOf(path), join(folder, path))
    if (model !== undefined) found.push(model)
  }
  return found
}

function cacheFolder({ env, home, platform }: Machine): string {
  if (env.LLAMA_CACHE) return env.LLAMA_CACHE
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'llama.cpp')
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'llama.cpp')
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'llama.cpp')
}
