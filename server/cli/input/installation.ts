import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Latent's own version, from the package that holds the programs. */
export async function latentVersion(programFolder: string): Promise<string> {
  const file = join(programFolder, '..', 'package.json')
  return JSON.parse(await readFile(file, 'utf8')).version
}
