import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from './layOut.ts'
import type { LockedPackages } from './lockfile.ts'

/** What is packed: the checkout's manifest, its locked packages and its time. */
export interface Checkout {
  readonly root: string
  readonly manifest: Manifest
  readonly locked: LockedPackages
  readonly committedAt: Date
}

/** Reads the checkout in `root`. Its time is SOURCE_DATE_EPOCH (seconds), else that of the last commit. */
export function readCheckout(root: string, env: NodeJS.ProcessEnv): Checkout {
  const { SOURCE_DATE_EPOCH: epoch } = env
  return {
    root,
    manifest: shown(readJson(root, 'package.json'), readJson(root, 'package.nls.json')),
    locked: readJson(root, 'package-lock.json').packages,
    committedAt: new Date(Number(epoch ?? commitTime(root)) * 1000),
  }
}

/** package.json names its texts by keys of package.nls.json, which only VS Code looks up. */
function shown(manifest: Manifest, texts: Readonly<Record<string, string>>): Manifest {
  return { ...manifest, description: texts[manifest.description.replaceAll('%', '')] ?? manifest.description }
}

function commitTime(root: string): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    throw new Error('The time of the last commit is not known: name one in SOURCE_DATE_EPOCH, in seconds.')
  }
}

function readJson(root: string, path: string) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
