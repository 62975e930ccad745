import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LatentError } from '../protocol/errors.ts'
import type { WorkspaceFiles, WorkspaceText } from './workspaceFiles.ts'

/** The only folders that somebody may look at. */
export interface Roots {
  /** Absolute paths. */
  readonly roots: readonly string[]
  /** The files of the roots, as they are now. */
  files(): WorkspaceFiles
  /** The innermost root around a file. */
  rootOf(uri: string): string | undefined
}

/** A text below a root. */
export interface Place extends WorkspaceText {
  readonly root: string
}

const refusals = {
  ignored: 'it is ignored by git or by the settings of the project',
  secret: 'its name says that it holds secrets',
  outside: 'it lies outside of the folders that were given',
  missing: 'it does not exist',
  notText: 'it is no text',
} as const

/**
 * The file that a path means: absolute, or relative to a root. Nothing ignored, secret, or outside of the roots is read, also where a link
 * leads there. Rejects with fileNotShown.
 */
export function placeOf(path: string, deps: Roots): Place {
  const files = deps.files()
  let why: keyof typeof refusals = 'missing'
  for (const root of deps.roots) {
    const read = files.read(pathToFileURL(isAbsolute(path) ? path : join(root, path)).href)
    if (read.kind === 'text') return { root: deps.rootOf(read.uri) ?? root, uri: read.uri, source: read.source }
    if (read.why !== 'missing') why = read.why
  }
  throw LatentError.of('fileNotShown', path, refusals[why])
}
