import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PackStore } from '../../models/packs/packStore.ts'
import { redirectPackages } from './packageAddresses.ts'

let redirected = false

/**
 * Makes the engine packs of this user loadable in this process, before those that came with Latent: they are in no node_modules. Resolves to whether there are
 * any. Looks once: a pack that is installed later is seen by the next engine process.
 */
export function useEnginePacks(env: NodeJS.ProcessEnv): boolean {
  const store = new PackStore(PackStore.defaultFolder(env))
  const addresses = Object.fromEntries(
    store.installed().flatMap((pack) => packagesOf(pack.parts).map((name) => [name, entryOf(store.folderOf(pack), name)])),
  )
  const found = Object.keys(addresses).length > 0
  if (found && !redirected) {
    redirected = true
    redirectPackages(addresses)
  }
  return found
}

function packagesOf(parts: readonly { readonly take: readonly { readonly to: string }[] }[]): readonly string[] {
  const names = parts.flatMap(({ take }) => take.flatMap(({ to }) => /^(@node-llama-cpp\/[^/]+)\/$/.exec(to)?.[1] ?? []))
  return [...new Set(names)]
}

function entryOf(folder: string, name: string): string {
  return pathToFileURL(join(folder, ...name.split('/'), 'dist', 'index.js')).href
}
