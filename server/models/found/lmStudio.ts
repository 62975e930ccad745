import { join } from 'node:path'
import { readOwnText } from '../userData.ts'
import { type FoundModel, foundModel, ggufBelow, type Machine, ownNameOf } from './foundModel.ts'

/**
 * Models of LM Studio, in `models/PUBLISHER/MODEL/FILE.gguf` of its folder (lmstudio.ai/docs, "Import Models"): the one that
 * `~/.lmstudio-home-pointer` names, else `~/.lmstudio`, and that of older versions.
 */
export async function lmStudioModels({ home }: Machine): Promise<readonly FoundModel[]> {
  const pointer = await readOwnText(join(home, '.lmstudio-home-pointer'), 4096).catch(() => undefined)
  const homes = [...(pointer?.trim() ? [pointer.trim()] : []), join(home, '.lmstudio'), join(home, '.cache', 'lm-studio')]
  const found: FoundModel[] = []
  for (const folder of new Set(homes.map((base) => join(base, 'models')))) {
    for (const path of await ggufBelow(folder, 2)) {
      const model = await foundModel('lmstudio', ownNameOf(path), join(folder, path))
      if (model !== undefined && !found.some(({ name }) => name === model.name)) found.push(model)
    }
  }
  return found
}
