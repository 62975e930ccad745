import { parsePatch, type StructuredPatch } from 'diff'
import { LatentError } from '../protocol/errors.ts'

/** What a patch does to one file that is there afterwards. */
export interface FilePatch {
  /** What the file may be called here, the likeliest first; the same for the name before, which a new file does not have. */
  readonly names: readonly string[]
  readonly oldNames: readonly string[]
  readonly content:
    | { readonly kind: 'text'; readonly patch: StructuredPatch }
    /** Renamed, or another mode. */
    | { readonly kind: 'unchanged' }
    | { readonly kind: 'binary' }
    /** A submodule: another commit of another repository. */
    | { readonly kind: 'submodule' }
}

/** How `diff` and git name no file. */
const noFile = '/dev/null'
/** What git puts before names: `a/` and `b/`, or with diff.mnemonicPrefix a letter for where the text comes from. */
const gitPrefix = /^[abciow12]\//

/**
 * Reads a unified diff, such as `git diff`, `git format-patch` and `diff -u` print, without the files that it deletes. `name` is the
 * patch's own, for messages. Rejects with patchUnusable.
 */
export function filePatches(text: string, name: string): readonly FilePatch[] {
  const plain = withoutSignatures(withoutColours(text))
  if (/^@@@+ /m.test(plain)) {
    throw LatentError.of('patchUnusable', name, 'it is the combined diff of a merge, which has several texts before')
  }
  const parsed = parsedPatches(plain, name).filter(({ isGit, hunks }) => isGit === true || hunks.length > 0)
  if (parsed.length === 0 && plain.trim() !== '') throw LatentError.of('patchUnusable', name, 'it holds no unified diff')
  return parsed.flatMap((patch) => filePatch(patch, name))
}

/** Patches of one file, one on the text that the other made, such as those of a series of commits. */
export function byFile(patches: readonly FilePatch[]): readonly (readonly FilePatch[])[] {
  const series = new Map<string | undefined, readonly FilePatch[]>()
  for (const patch of patches) {
    const [oldName] = patch.oldNames
    const earlier = (oldName === undefined ? undefined : series.get(oldName)) ?? []
    series.delete(oldName)
    series.set(patch.names[0], [...earlier, patch])
  }
  return [...series.values()]
}

function parsedPatches(text: string, name: string): readonly StructuredPatch[] {
  try {
    return parsePatch(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw LatentError.of('patchUnusable', name, `it is broken (${why.replace(/\.$/, '')})`)
  }
}

function filePatch(patch: StructuredPatch, name: string): readonly FilePatch[] {
  const { oldFileName = patch.index, newFileName = patch.index, isDelete, isCreate } = patch
  if (oldFileName === undefined || newFileName === undefined) {
    throw LatentError.of('patchUnusable', name, 'it does not say which file it changes')
  }
  if (isDelete || newFileName === noFile) return []
  const isNew = isCreate || oldFileName === noFile
  return [{ names: namesOf(newFileName), oldNames: isNew ? [] : namesOf(oldFileName), content: contentOf(patch) }]
}

function contentOf(patch: StructuredPatch): FilePatch['content'] {
  const { hunks, isBinary, newMode, oldMode, isRename, isCopy } = patch
  const lines = hunks.flatMap((hunk) => hunk.lines)
  if (lines.length > 0 && lines.every((line) => /^[-+]Subproject commit \w+/.test(line))) return { kind: 'submodule' }
  if (hunks.length > 0) return { kind: 'text', patch }
  const isOnlyMoved = isRename || isCopy || (oldMode !== undefined && newMode !== undefined)
  // Without a word on modes, names or hunks it is git's own form for binary files.
  return { kind: isBinary || !isOnlyMoved ? 'binary' : 'unchanged' }
}

/** With git's prefix taken off, as it stands, and without its first folder, which is how `diff -r` of two folders names files. */
function namesOf(name: string): readonly string[] {
  const plain = name.replace(/\r$/, '')
  const withoutFirst = plain.slice(plain.indexOf('/') + 1)
  const names = gitPrefix.test(plain) ? [withoutFirst, plain] : [plain, withoutFirst]
  return [...new Set(names)].filter(Boolean)
}

/** What ends a patch in a mail; a line of a hunk never begins with a digit, so that this one is none. */
function withoutSignatures(text: string): string {
  return text.replaceAll(/^-- \r?\n(?=\d)/gm, '')
}

/** A terminal's colours, where whoever made the patch forced them on. */
function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences.
  return /^\x1b\[[\d;]*m(?:diff |--- |@@ )/m.test(text) ? text.replaceAll(/\x1b\[[\d;]*[mK]/g, '') : text
}
