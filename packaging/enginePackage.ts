import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { unpackTar } from 'modern-tar/fs'
import type { LockedPackages } from './lockfile.ts'
import { npm } from './npm.ts'
import { engineScope } from './targets.ts'

export interface EnginePackage {
  readonly name: string
  readonly version: string
  /** Where its files lie on this machine. */
  readonly folder: string
  /** Digest of the archive as npm writes it, `sha512-…`. */
  readonly integrity: string
}

/** The registry has no such version, so that nothing can be packed for the target. */
export class MissingEnginePackage extends Error {}

interface PackedByNpm {
  readonly filename: string
  readonly integrity: string
}

/**
 * The engine package `name` (without its scope) in the version of node-llama-cpp, whatever platform it is for: fetched by npm, which checks it
 * against the registry's digest, and kept in `cache`. Throws MissingEnginePackage where the registry does not have it, and another error where
 * its digest is not the lockfile's.
 */
export async function enginePackage(
  name: string,
  version: string,
  locked: LockedPackages,
  cache: string,
): Promise<EnginePackage> {
  const full = `${engineScope}/${name}`
  const folder = join(cache, `${name}-${version}`)
  const record = `${folder}.json`
  if (!existsSync(record)) await fetchInto(folder, full, version, cache)
  const { integrity }: { integrity: string } = JSON.parse(readFileSync(record, 'utf8'))
  const expected = locked[`node_modules/${full}`]?.integrity
  if (expected !== undefined && expected !== integrity) {
    throw new Error(`${full} ${version} has the digest ${integrity}; package-lock.json says ${expected}.`)
  }
  return { name: full, version, folder, integrity }
}

async function fetchInto(folder: string, full: string, version: string, cache: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const { filename, integrity } = packedByNpm(full, version, cache)
  const archive = join(cache, filename)
  rmSync(folder, { recursive: true, force: true })
  await pipeline(createReadStream(archive), createGunzip(), unpackTar(folder, { strip: 1, fmode: 0o644, dmode: 0o755 }))
  rmSync(archive)
  // Written last, and renamed into its place: it says that the folder is complete.
  writeFileSync(`${folder}.json.part`, JSON.stringify({ integrity }))
  renameSync(`${folder}.json.part`, `${folder}.json`)
}

function packedByNpm(full: string, version: string, cache: string): PackedByNpm {
  const { ok, stdout, stderr } = npm(['pack', `${full}@${version}`, '--json', '--pack-destination', cache], cache)
  if (ok) {
    const [packed] = JSON.parse(stdout) as readonly PackedByNpm[]
    if (packed !== undefined) return packed
  }
  if (/E404|ETARGET/.test(stderr)) {
    throw new MissingEnginePackage(`The registry has no ${full} ${version}, which a package for that platform is made of.`)
  }
  throw new Error(`npm could not fetch ${full} ${version}: ${stderr.trim().split('\n')[0] ?? 'it said nothing'}`)
}
