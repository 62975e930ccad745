import { isAbsolute, join, posix, win32 } from 'node:path'
import type { StackFrame } from './stackFrames.ts'

/** A frame whose file lies in the workspace. */
export interface ResolvedFrame extends StackFrame {
  /** Absolute, in the form of this machine. */
  readonly file: string
}

const library = /(^|[\\/])(node_modules|site-packages|dist-packages|\.venv|venv)[\\/]/

/**
 * The file of a workspace folder that a trace's path means, where `exists` says that there is one. A trace may come from another machine or from
 * a bundle: then the file is the one whose path within a folder is the longest end of what is written. Libraries are nobody's own code, and
 * what lies outside of the folders is not looked for.
 */
export function fileOfFrame(path: string, folders: readonly string[], exists: (file: string) => boolean): string | undefined {
  if (library.test(path)) return undefined
  const names = path.split(/[\\/]+/).filter((name) => name !== '' && name !== '.')
  // A path that climbs could lead out of a folder, and none that a program prints of its own sources does.
  if (names.includes('..')) return undefined
  for (const folder of folders) {
    const inFolder = insideOf(folder, path)
    if (inFolder !== undefined && exists(join(folder, inFolder))) return join(folder, inFolder)
  }
  for (let first = 0; first < names.length; first += 1) {
    for (const folder of folders) {
      const file = join(folder, ...names.slice(first))
      if (exists(file)) return file
    }
  }
  return undefined
}

/** The frames of the workspace's own code, in their order. */
export function ownFrames(
  frames: readonly StackFrame[],
  folders: readonly string[],
  exists: (file: string) => boolean,
): readonly ResolvedFrame[] {
  return frames.flatMap((frame) => {
    const file = fileOfFrame(frame.path, folders, exists)
    return file === undefined ? [] : [{ ...frame, file }]
  })
}

/** The path within a folder, of paths of either kind of system. */
function insideOf(folder: string, path: string): string | undefined {
  const rules = /^[A-Za-z]:[\\/]/.test(folder) ? win32 : posix
  if (!rules.isAbsolute(path)) return isAbsolute(path) ? undefined : path
  const inner = rules.relative(folder, path)
  return inner === '' || inner.startsWith('..') || rules.isAbsolute(inner) ? undefined : inner
}
