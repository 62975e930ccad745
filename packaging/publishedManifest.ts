import type { Manifest } from './layOut.ts'
import { engineNames, engineScope } from './targets.ts'

/** Files that `latent completion` and the manual page are kept in, where package managers and `man` look for them. */
export const manualPage = 'man/latent.1'
export const completionsFolder = 'completions'

/**
 * The manifest of the npm package: what runs is bundled with it, and the engines are optional, each for one system and processor. It has no
 * scripts. `documents` are further files in its root.
 */
export function publishedManifest(manifest: Manifest, documents: readonly string[]): Readonly<Record<string, unknown>> {
  const { name, version, description, license, keywords, engines, dependencies } = manifest
  const engineVersion = dependencies['node-llama-cpp'] ?? ''
  return {
    ...{ name, version, description, license, keywords },
    type: 'module',
    bin: { latent: './dist/cli.js' },
    man: `./${manualPage}`,
    files: ['dist', 'man', completionsFolder, 'CHANGELOG.md', ...documents],
    engines: { node: engines.node },
    dependencies,
    bundleDependencies: Object.keys(dependencies),
    optionalDependencies: Object.fromEntries(engineNames().map((engine) => [`${engineScope}/${engine}`, engineVersion])),
  }
}
