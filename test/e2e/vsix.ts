import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const packed = ['dist', 'media', 'l10n', 'package.json', 'package.nls.json', 'packaging']

/** The extension as users install it, packed anew when something in it is younger. `LATENT_VSIX` names another one to test. */
export function packedExtension(): string {
  const named = process.env.LATENT_VSIX
  if (named !== undefined) return named
  if (newest() === undefined || mtime(newest() ?? '') < Math.max(...packed.map(youngest))) {
    execFileSync(process.execPath, ['scripts/packaging.mjs', 'vsix'], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const vsix = newest()
  if (vsix === undefined) throw new Error('`npm run package` wrote no .vsix into out/')
  return vsix
}

function newest(): string | undefined {
  const mine = `latent-${process.platform}-${process.arch}-`
  const found = list('out').filter((path) => path.endsWith('.vsix') && path.includes(mine))
  return found.sort((a, b) => mtime(b) - mtime(a))[0]
}

function youngest(path: string): number {
  return Math.max(mtime(path), ...list(path).map(youngest))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name))
  } catch {
    return []
  }
}

function mtime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
