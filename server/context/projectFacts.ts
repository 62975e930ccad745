import { join, posix } from 'node:path'
import { readSmallFile } from './disk.ts'
import { localDisk } from './related/localDisk.ts'
import { isTestFile, manifestNames, type ProjectFacts, type ProjectFile } from './testFramework.ts'

const largestFileBytes = 200_000
/** Enough to see how a project tests. */
const mostTests = 6

/**
 * What a project's own files say of its tests: those beside a file and in the usual folders for tests, and what the folders up to the top name as
 * used. Only reads, and looks into no folder beyond `folder`. `path` is relative to it, with `/`.
 */
export function projectFacts(folder: string, path: string): ProjectFacts {
  const own = posix.dirname(path)
  const above = foldersUp(own)
  const manifests = above.flatMap((each) => manifestNames.flatMap((name) => read(folder, posix.join(each, name))))
  return {
    manifests,
    tests: testFolders(own, above)
      .flatMap((each) => testsIn(folder, each))
      .slice(0, mostTests),
  }
}

/** The folder itself and all above it, up to the top, which is `.`. */
function foldersUp(folder: string): readonly string[] {
  const folders: string[] = []
  for (let at = folder; at !== '.' && at !== '..' && !posix.isAbsolute(at); at = posix.dirname(at)) folders.push(at)
  return [...folders, '.']
}

/** Where tests of a file in a folder may lie, the nearest first. */
function testFolders(own: string, above: readonly string[]): readonly string[] {
  const names = ['test', 'tests', '__tests__', 'spec']
  const mirrored = own.split('/').slice(1).join('/')
  const folders = above.flatMap((each) => [
    each,
    ...names.flatMap((name) => [posix.join(each, name, mirrored), posix.join(each, name)]),
  ])
  return [...new Set([own, ...folders])]
}

function testsIn(folder: string, path: string): readonly ProjectFile[] {
  const names = localDisk.filesIn(join(folder, path)).filter(isTestFile).toSorted().slice(0, mostTests)
  return names.flatMap((name) => read(folder, posix.join(path, name)))
}

function read(folder: string, path: string): readonly ProjectFile[] {
  const text = readSmallFile(join(folder, path), largestFileBytes)
  return text === undefined ? [] : [{ path, text }]
}
