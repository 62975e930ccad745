import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { partsOf, splitName } from '../splitFiles.ts'

/** A model that another program brought onto this machine. It is used where it is, and never changed. */
export interface FoundModel {
  /** What `latent.model` takes: the program, a colon, and the program's own name for it. */
  readonly name: string
  readonly program: FoundProgram
  /** Of several files the first. */
  readonly path: string
  /** Of all its files. */
  readonly bytes: number
}

export type FoundProgram = 'ollama' | 'lmstudio' | 'hub' | 'llama.cpp'

/** What finding needs to know of the machine. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  readonly platform: NodeJS.Platform
}

/** A program that has more files than this is not looked through to its end. */
const mostFiles = 5_000

/** Names in a folder, sorted; none where it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}

/** Paths below a folder, relative to it, of .gguf files at most so many folders deep. Links to files count, links to folders are not followed. */
export async function ggufBelow(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= mostFiles) break
    if (entry.isDirectory() && depth > 0) {
      const below = await ggufBelow(join(folder, entry.name), depth - 1)
      found.push(...below.map((path) => join(entry.name, path)))
    } else if (isModelName(entry.name)) {
      found.push(entry.name)
    }
  }
  return found
}

/** Projectors of vision models are no models of their own; of a split model the first file stands for all. */
function isModelName(name: string): boolean {
  return /\.gguf$/i.test(name) && !/mmproj/i.test(name) && splitName(name).number === 1
}

/** Undefined where a file is missing, empty, or no GGUF. */
export async function foundModel(program: FoundProgram, ownName: string, path: string): Promise<FoundModel | undefined> {
  const sizes = await Promise.all(partsOf(path).map(ggufBytes))
  const bytes = sizes.reduce<number | undefined>((sum, size) => add(sum, size), 0)
  return bytes === undefined ? undefined : { name: `${program}:${ownName}`, program, path, bytes }
}

/** The path in a name, with the slashes of the hub on every system. */
export function ownNameOf(path: string): string {
  const { whole } = splitName(basename(path))
  return join(path, '..', whole).replaceAll('\\', '/')
}

function add(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b
}

async function ggufBytes(path: string): Promise<number | undefined> {
  try {
    const { size } = await stat(path)
    const file = await open(path, 'r')
    try {
      const magic = Buffer.alloc(4)
      await file.read(magic, 0, magic.length, 0)
      return magic.toString('latin1') === 'GGUF' ? size : undefined
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}
