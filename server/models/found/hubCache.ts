import { join } from 'node:path'
import { readOwnText } from '../userData.ts'
import { type FoundModel, foundModel, ggufBelow, type Machine, namesIn, ownNameOf } from './foundModel.ts'

/**
 * Models in the cache of the hub's own programs: `models--OWNER--NAME/snapshots/COMMIT/FILE`, links to `blobs` (huggingface_hub,
 * "Understand caching"; HF_HUB_CACHE, HF_HOME). Of several commits the one that `refs/main` names counts first.
 */
export async function hubCacheModels(machine: Machine): Promise<readonly FoundModel[]> {
  const folder = cacheFolder(machine)
  const found: FoundModel[] = []
  for (const repository of await namesIn(folder)) {
    const [, owner, name] = /^models--(.+?)--(.+)$/.exec(repository) ?? []
    if (owner === undefined || name === undefined) continue
    for (const model of await modelsOf(join(folder, repository), `${owner}/${name}`)) {
      if (!found.some((other) => other.name === model.name)) found.push(model)
    }
  }
  return found
}

async function modelsOf(repository: string, hubName: string): Promise<readonly FoundModel[]> {
  const main = (await readOwnText(join(repository, 'refs', 'main'), 4096).catch(() => undefined))?.trim()
  const commits = await namesIn(join(repository, 'snapshots'))
  const ordered = commits.toSorted((a, b) => Number(b === main) - Number(a === main))
  const models: FoundModel[] = []
  for (const commit of ordered) {
    const snapshot = join(repository, 'snapshots', commit)
    for (const path of await ggufBelow(snapshot, 2)) {
      const model = await foundModel('hub', `${hubName}/${ownNameOf(path)}`, join(snapshot, path))
      if (model !== undefined) models.push(model)
    }
  }
  return models
}

function cacheFolder({ env, home }: Machine): string {
  const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = env
  const caches = XDG_CACHE_HOME || join(home, '.cache')
  return HF_HUB_CACHE || HUGGINGFACE_HUB_CACHE || join(HF_HOME || join(caches, 'huggingface'), 'hub')
}
