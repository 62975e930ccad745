import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { stagedText } from '../../context/changeOfFile.ts'
import { changeBetween } from '../../context/changes.ts'
import { isCode } from '../../context/codeFiles.ts'
import { byFile, type FilePatch, filePatches } from '../../context/patch.ts'
import { createdText, fitPatches, type Misfit } from '../../context/patchFit.ts'
import { type Loaded, sourceOf } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { below } from './changes.ts'
import { nameIn, shownPath, workspaceRoot } from './files.ts'
import { requireAll, type Target, type Targets } from './targets.ts'

/** Of a patch, and of a file that one is applied to: what is too long for a review is told as such only with its text. */
const largestBytes = 64 * 1024 * 1024

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
    return await readFile(resolve(workingFolder, name)).then(decoded, () => {
      throw LatentError.of('fileMissing', name)
    })
  }
  if (input.isTTY) {
    throw LatentError.of('badArgument', {
      en: '--patch - reads standard input, such as `git diff | latent review --patch -`.',
      zh: '--patch - 从标准输入读取，例如 `git diff | latent review --patch -`。',
    })
  }
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of input) {
    parts.push(Buffer.from(part))
    bytes += parts.at(-1)?.length ?? 0
    if (bytes > largestBytes) throw LatentError.of('patchUnusable', name, `it is larger than ${largestBytes >> 20} MiB`)
  }
  return decoded(Buffer.concat(parts))
}

/** Some shells of Windows write what is redirected into a file as UTF-16. */
function decoded(bytes: Buffer): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)
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
  const changed: Patched[] = []
  for (const series of byFile(filePatches(patch, patchName))) {
    if (series.at(-1)?.names.some(isCode)) changed.push(await patched(series, place))
  }
  const targets = changed
    .filter(({ file }) => isWanted(file))
    .map((found): Target => {
      const path = shownPath(found.file, place.workingFolder)
      if (found.kind === 'skipped') return { path, load: async () => skippedFor(found.why) }
      const { before, after } = found
      const load = async () => sourceOf(Buffer.from(after), nameIn(place.root, found.file))
      return { path, load, change: async () => changeBetween(before, after) }
    })
  return { root, targets }
}

type Patched =
  | { readonly kind: 'text'; readonly file: string; readonly before: string | undefined; readonly after: string }
  | { readonly kind: 'skipped'; readonly file: string; readonly why: string }

/** `series`: patches of one file, one on the other. */
async function patched(series: readonly FilePatch[], place: Place): Promise<Patched> {
  const { file, texts } = await find(series.at(-1)?.names ?? [], place)
  const skip = series.map(({ content }) => whySkipped(content)).find((why) => why !== undefined)
  if (skip !== undefined) return { kind: 'skipped', file, why: skip }
  const patches = series.flatMap(({ content }) => (content.kind === 'text' ? [content.patch] : []))
  const oldNames = series[0]?.oldNames ?? []
  if (patches.length === 0) return { kind: 'text', file, before: texts[0] ?? '', after: texts[0] ?? '' }
  if (oldNames.length === 0) {
    const after = createdText(patches)
    if (typeof after !== 'string') throw doesNotFit(after, file, place)
    return { kind: 'text', file, before: undefined, after }
  }
  const old = await find(oldNames, place)
  const all = [...new Set([...old.texts, ...texts])]
  if (all.length === 0) throw LatentError.of('patchUnusable', place.patchName, `there is no file ${oldNames[0]}`)
  const fit = fitPatches(patches, all)
  if ('hunk' in fit) throw doesNotFit(fit, file, place)
  return { kind: 'text', file, ...fit }
}

function whySkipped(content: FilePatch['content']): string | undefined {
  switch (content.kind) {
    case 'binary':
      return 'a binary file'
    case 'submodule':
      return 'a submodule'
    case 'text':
      return content.patch.hunks.some(({ lines }) => lines.some((line) => line.includes('\uFFFD')))
        ? 'not valid UTF-8'
        : undefined
    case 'unchanged':
      return undefined
    default:
      return unreachable(content)
  }
}

function doesNotFit({ hunk, line }: Misfit, file: string, { patchName, workingFolder }: Place): LatentError {
  const where = `hunk ${hunk} of ${shownPath(file, workingFolder)} (line ${line})`
  return LatentError.of('patchUnusable', patchName, `${where} fits neither the file nor what is staged of it`)
}

function skippedFor(detail: string): Loaded {
  return { kind: 'skipped', part: { symbol: 'the file', reason: 'notText', detail } }
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
    return real.startsWith(root + sep) && size <= largestBytes ? await readFile(real, 'utf8') : undefined
  } catch {
    return undefined
  }
}
