import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { bundleInto } from './bundles.ts'
import type { EnginePackage } from './enginePackage.ts'
import { refusalOf } from './licencePolicy.ts'
import { type LockedPackages, nameOf, runtimePlaces } from './lockfile.ts'
import { grammarFiles, isLeftOut, isNeeded, trimmedManifest } from './needed.ts'
import { noticesText } from './notices.ts'
import { sbomText } from './sbom.ts'
import { shippedBy } from './shipped.ts'

export const licencesFile = 'THIRD_PARTY_LICENCES.txt'
export const sbomFile = 'sbom.cdx.json'

/** The parts of package.json that packages are made of. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly keywords: readonly string[]
  readonly engines: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

export interface Layout {
  /** The checkout that is packed. */
  readonly root: string
  /** Made anew. */
  readonly stage: string
  /** Programs of dist/ that do not come along. */
  readonly withoutPrograms?: readonly string[]
  /** Files and folders of the checkout that come along as they are. */
  readonly documents: readonly string[]
  readonly engines: readonly EnginePackage[]
  readonly manifest: Manifest
  readonly locked: LockedPackages
  readonly committedAt: Date
  /** Writes further files into the package, whose programs can be run by then. */
  readonly addFiles?: (stage: string) => void
  /** What stands in the package's own manifest. */
  readonly shownManifest: Readonly<Record<string, unknown>>
}

/**
 * Lays a package out in `stage`: programs bundled without source maps, the packages that they need without what only developers need, engines,
 * licences and the bill of materials. The same commit gives the same files. Throws where a licence does not allow it.
 */
export function layOut(layout: Layout): void {
  const { root, stage, engines, manifest, locked } = layout
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  for (const path of layout.documents) cpSync(join(root, path), join(stage, path), { recursive: true })
  writeJson(join(stage, 'package.json'), layout.shownManifest)

  const outputs = bundleInto(join(stage, 'dist'), root)
  rmSync(join(stage, 'dist.meta.json'))
  for (const program of layout.withoutPrograms ?? []) rmSync(join(stage, 'dist', program))

  const places = runtimePlaces(locked, Object.keys(manifest.dependencies), isLeftOut)
  const grammars = grammarFiles(readFileSync(join(root, 'server/context/languages.ts'), 'utf8'))
  for (const place of places) copyPackage(join(root, place), join(stage, place), nameOf(place), grammars)
  for (const { name, folder } of engines) copyPackage(folder, join(stage, 'node_modules', name), name, grammars)

  const programs = new Set(readdirSync(join(stage, 'dist')))
  const shipped = shippedBy({ root, locked, outputs, programs, places, engines })
  const refusals = shipped.flatMap((each) => refusalOf(each) ?? [])
  if (refusals.length > 0) throw new Error(`These licences do not allow a package:\n${refusals.join('\n')}`)
  writeFileSync(join(stage, licencesFile), noticesText(shipped, 'Latent'))
  const { name, version, license: licence } = manifest
  const product = { name, version, licence, description: manifest.description, committedAt: layout.committedAt }
  writeFileSync(join(stage, sbomFile), sbomText(product, shipped))
  layout.addFiles?.(stage)
  normaliseModes(stage)
}

function copyPackage(from: string, to: string, name: string, grammars: ReadonlySet<string>): void {
  if (!existsSync(from)) throw new Error(`${name} is not installed: run \`npm ci\`.`)
  cpSync(from, to, {
    recursive: true,
    filter: (path) => {
      const inPackage = relative(from, path).split(sep).join('/')
      return inPackage === '' || statSync(path).isDirectory()
        ? basename(path) !== 'node_modules' || path === from
        : isNeeded(name, inPackage, grammars)
    },
  })
  writeJson(join(to, 'package.json'), trimmedManifest(JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))))
  removeEmptyFolders(to)
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name))
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true })
}

/** What a file's owner may do depends on who made the checkout; in a package every file is readable, and the command can be run. */
function normaliseModes(stage: string): void {
  for (const entry of readdirSync(stage, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() || relative(stage, path) === join('dist', 'cli.js') ? 0o755 : 0o644)
  }
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
