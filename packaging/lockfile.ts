/** What package-lock.json says of one folder in node_modules. */
export interface LockedPackage {
  readonly version?: string
  readonly integrity?: string
  readonly license?: string
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The lockfile's packages by their folder, such as `node_modules/a/node_modules/b`. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>

/**
 * Folders of the packages that `names` lead to, as the lockfile placed them, in a fixed order. `isLeftOut` cuts a package off with all that it
 * alone leads to; packages for one system or processor are never taken.
 */
export function runtimePlaces(
  locked: LockedPackages,
  names: readonly string[],
  isLeftOut: (name: string) => boolean,
): readonly string[] {
  const found = new Set<string>()
  const visit = (from: string, wanted: readonly string[]): void => {
    for (const name of wanted) {
      const place = isLeftOut(name) ? undefined : placeOf(locked, from, name)
      const entry = place === undefined ? undefined : locked[place]
      if (place === undefined || entry === undefined || found.has(place)) continue
      if (entry.os !== undefined || entry.cpu !== undefined) continue
      found.add(place)
      visit(place, Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
    }
  }
  visit('', names)
  return [...found].sort()
}

/** Node's own search: the nearest node_modules upwards from the package that asks. `undefined` where none has it. */
export function placeOf(locked: LockedPackages, from: string, name: string): string | undefined {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (locked[place] !== undefined) return place
  if (from === '') return undefined
  const above = from.lastIndexOf('/node_modules/')
  return placeOf(locked, above < 0 ? '' : from.slice(0, above), name)
}

/** The package's name out of its folder: `node_modules/a/node_modules/@b/c` is `@b/c`. */
export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
