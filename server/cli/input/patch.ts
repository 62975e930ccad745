import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { stagedText } from '../../context/changeOfFile.ts'
import { type Change, changeBetween } from '../../context/changes.ts'
import { isCode } from '../../context/codeFiles.ts'
import { type FilePatch, filePatches } from '../../context/patch.ts'
import { createdText, type Fit, fitPatch } from '../../context/patchFit.ts'
import { maxSourceBytes } from '../../context/source.ts'
import { type Loaded, sourceOf } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { below } from './changes.ts'
import { nameIn, shownPath, workspaceRoot } from './files.ts'
import { requireAll, type Target, type Targets } from './targets.ts'

const largestPatchBytes = 64 * 1024 * 1024

/** Where the files of a patch are looked for. */
interface Place {
  /** Real paths: the folder that holds the repository, and the one in which the command runs. */
  readonly root: string
  readonly workingFolder: string
  readonly patchName: string
}

/** A file that a patch names: where it lies or would lie, and the texts that there are of it. */
interface Found {
  readonly file: string
  /** Of the working tree and of the index. */
  readonly texts: readonly string[]
}

/** A patch's text from a file, or from standard input for `-`. Rejects with fileMissing and patchUnusable. */
export async function readPatch(name: string, workingFolder: string, input: NodeJS.ReadStream): Promise<string> {
  if (name !== '-') {
    return await readFile(resolve(workingFolder, name), 'utf8').catch(() => {
      throw LatentError.of('fileMissing', name)
    })
  }
  if (input.isTTY)
    throw LatentError.of('badArgument', '--patch - reads standard input, such as `git diff | latent review --patch -`.')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of input) {
    parts.push(Buffer.from(part))
    bytes += parts.at(-1)?.length ?? 0
    if (bytes > largestPatchBytes) throw LatentError.of('patchUnusable', name, `it is larger than ${largestPatchBytes >> 20} MiB`)
  }
  return Buffer.concat(parts).toString()
}

/**
 * The code that a patch changes, as it is with the patch: it is applied to the file in the working tree, or to that of the index, and taken
 * back where the text has it already. Nothing is written. Rejects with patchUnusable, naming the file and the hunk that does not fit.
 */
export async function patchTargets(
  patch: string,
  patchName: string,
  paths: readonly string[],
  workingFolder: string,
): Promise<Targets> {
  await requireAll(paths, workingFolder)
  const root = await workspaceRoot(workingFolder)
  const isWanted = await below(paths, workingFolder)
  const place = { root: await realpath(root), workingFolder: await realpath(workingFolder), patchName }
  const targets: Target[] = []
  for (const each of filePatches(patch, patchName)) {
    if (!each.names.some(isCode)) continue
    const { file, loaded, change } = await patched(each, place)
    if (isWanted(file))
      targets.push({ path: shownPath(file, place.workingFolder), load: async () => loaded, change: async () => change })
  }
  return { root, targets }
}

interface Patched {
  readonly file: string
  readonly loaded: Loaded
  readonly change: Change
}

async function patched(each: FilePatch, place: Place): Promise<Patched> {
  const { names, oldNames, content } = each
  const target = await find(names, place)
  const named = nameIn(place.root, target.file)
  switch (content.kind) {
    case 'unchanged':
      return { file: target.file, loaded: sourceOf(Buffer.from(target.texts[0] ?? ''), named), change: { hunks: [] } }
    case 'binary':
      return skipped(target.file, 'a binary file')
    case 'submodule':
      return skipped(target.file, 'a submodule')
    case 'text': {
      const { patch } = content
      if (patch.hunks.some(({ lines }) => lines.some((line) => line.includes('\uFFFD'))))
        return skipped(target.file, 'not valid UTF-8')
      if (oldNames.length === 0) return fitting(target.file, named, undefined, createdText(patch))
      const old = await find(oldNames, place)
      const fit = fitted(each, [...old.texts, ...target.texts], patch, place)
      return fitting(target.file, named, fit.before, fit.after)
    }
  }
}

function fitting(file: string, named: string, before: string | undefined, after: string): Patched {
  return { file, loaded: sourceOf(Buffer.from(after), named), change: changeBetween(before, after) }
}

function skipped(file: string, detail: string): Patched {
  return { file, loaded: { kind: 'skipped', part: { symbol: 'the file', reason: 'notText', detail } }, change: { hunks: [] } }
}

function fitted(
  { oldNames: [name = ''] }: FilePatch,
  texts: readonly string[],
  patch: Parameters<typeof fitPatch>[0],
  { patchName }: Place,
): Fit {
  if (texts.length === 0) throw LatentError.of('patchUnusable', patchName, `there is no file ${name}`)
  const fit = fitPatch(patch, [...new Set(texts)])
  if ('before' in fit) return fit
  const where = `hunk ${fit.hunk} of ${name} (line ${fit.line})`
  throw LatentError.of('patchUnusable', patchName, `${where} fits neither the file nor what is staged of it`)
}

/** The first of the names that stands for a file here, from the top of the repository or from the working folder. */
async function find(names: readonly string[], place: Place): Promise<Found> {
  const files = [place.root, place.workingFolder].flatMap((folder) => names.map((name) => join(folder, inside(name, place))))
  for (const file of new Set(files)) {
    const texts = await textsOf(file, place)
    if (texts.length > 0) return { file, texts }
  }
  return { file: files[0] ?? place.root, texts: [] }
}

/** A patch is data of someone else: it may name files below the folder only. */
function inside(name: string, { patchName }: Place): string {
  const parts = name.split(/[\\/]/)
  if (isAbsolute(name) || /^[a-z]:/i.test(name) || parts.includes('..') || parts.includes('.git') || name.includes('\0')) {
    throw LatentError.of('patchUnusable', patchName, `it names a file outside of this folder, ${name}`)
  }
  return name
}

async function textsOf(file: string, { root }: Place): Promise<readonly string[]> {
  const [written, staged] = [await textInFolder(file, root), await stagedText(file).catch(() => undefined)]
  return [written, staged].flatMap((text) => text ?? [])
}

/** Links may lead out of the folder. */
async function textInFolder(file: string, root: string): Promise<string | undefined> {
  try {
    const real = await realpath(file)
    const { size } = await stat(real)
    return real.startsWith(root + sep) && size <= maxSourceBytes ? await readFile(real, 'utf8') : undefined
  } catch {
    return undefined
  }
}
