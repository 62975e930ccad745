import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BundledPrograms, bundledPlaces } from './bundles.ts'
import type { EnginePackage } from './enginePackage.ts'
import type { LockedPackages } from './lockfile.ts'
import { licenceFile } from './needed.ts'
import { parts, textsOfRepository } from './parts.ts'

/** Something by others that comes along with Latent. */
export interface Shipped {
  readonly name: string
  /** Missing for a part whose version its package does not tell. */
  readonly version?: string
  /** SPDX expression. */
  readonly licence: string
  /** `bundled`: in Latent's own programs; `unbundled`: as a package beside them; `part`: within one of those. */
  readonly how: 'bundled' | 'unbundled' | 'part'
  /** The package's archive by npm's digest, `sha512-…`. */
  readonly integrity?: string
  readonly texts: readonly LicenceText[]
}

export interface LicenceText {
  readonly file: string
  readonly text: string
}

export interface ShippedOf {
  readonly root: string
  readonly locked: LockedPackages
  readonly outputs: BundledPrograms
  /** File names of the programs in the package. */
  readonly programs: ReadonlySet<string>
  /** Folders of the unbundled packages, as the lockfile has them. */
  readonly places: readonly string[]
  readonly engines: readonly EnginePackage[]
}

/** All that a package holds by others, sorted by name and version, each once. Throws where one does not name its licence or brings no text. */
export function shippedBy({ root, locked, outputs, programs, places, engines }: ShippedOf): readonly Shipped[] {
  const inCheckout = (place: string, how: Shipped['how']) => packageIn(root, join(root, place), how, locked[place]?.integrity)
  const all = [
    ...bundledPlaces(outputs, programs).map((place) => inCheckout(place, 'bundled')),
    ...places.map((place) => inCheckout(place, 'unbundled')),
    ...engines.map(({ folder, integrity }) => packageIn(root, folder, 'unbundled', integrity)),
    ...partsOf(root, places, engines),
  ]
  const once = new Map(all.map((each) => [`${each.name}@${each.version ?? ''} ${each.how}`, each]))
  return [...once.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version ?? '', b.version ?? ''))
}

function packageIn(root: string, folder: string, how: Shipped['how'], integrity: string | undefined): Shipped {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const own = [...licenceTextsIn(folder), ...textOfRepository(root, manifest.name)]
  const texts = own.length > 0 ? own : textByAuthor(root, manifest)
  if (typeof manifest.license !== 'string') throw new Error(`${manifest.name} does not name its licence in its manifest.`)
  if (texts.length === 0) throw new Error(`${manifest.name} ${manifest.version} brings no text of its licence.`)
  return {
    name: manifest.name,
    version: manifest.version,
    licence: manifest.license,
    how,
    texts,
    ...(integrity === undefined ? {} : { integrity }),
  }
}

function licenceTextsIn(folder: string): readonly LicenceText[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map(({ name }) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }))
    .sort((a, b) => compare(a.file, b.file))
}

function textOfRepository(root: string, name: string): readonly LicenceText[] {
  const file = textsOfRepository[name]
  return file === undefined ? [] : [partText(root, file)]
}

/** The MIT licence is the same text for all but for who gives it, whom the manifest names. */
function textByAuthor(
  root: string,
  { license, author }: { license: string; author?: string | { name: string } },
): readonly LicenceText[] {
  const name = typeof author === 'string' ? author.replace(/\s*[<(].*/, '') : author?.name
  if (license !== 'MIT' || name === undefined) return []
  const [, terms = ''] = /^(?:.*\n)*?(?=Permission is hereby granted)([\s\S]*)/.exec(partText(root, 'llama.cpp.txt').text) ?? []
  return [{ file: 'package.json', text: `MIT License\n\nCopyright (c) ${name}\n\n${terms}` }]
}

function partText(root: string, file: string): LicenceText {
  return { file, text: readFileSync(join(root, 'packaging/parts', file), 'utf8') }
}

function partsOf(root: string, places: readonly string[], engines: readonly EnginePackage[]): readonly Shipped[] {
  return parts
    .filter(({ of }) => (of === 'engine' ? engines.length > 0 : places.includes(`node_modules/${of}`)))
    .map(({ name, file }) => ({
      name,
      licence: 'MIT',
      how: 'part',
      texts: [partText(root, file)],
    }))
}

/** By code units: the same order on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
