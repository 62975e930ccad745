import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes a folder below `place` that shows the files of a package without those that `isLeftOut` names, and resolves to it. It is made of links, so that it takes
 * no room on the disk; the package itself is only read. Under its final name it is whole: it is put together beside it and then renamed. One that is there
 * is used as long as it is whole, and made anew otherwise. Rejects with what the disk says.
 */
export async function linkedPackage(
  packageFolder: string,
  place: string,
  isLeftOut: (file: string) => boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const files = (await filesBelow(packageFolder)).filter((file) => !isLeftOut(file))
  // Each installation has its own, so that two of them do not change it in turn.
  const name = createHash('sha256').update(packageFolder).digest('hex').slice(0, 16)
  const folder = join(place, `links-${name}`)
  const isMade = () => isWhole(folder, packageFolder, files, platform)
  if (await isMade()) return folder

  const draft = `${folder}.${randomUUID()}.tmp`
  try {
    for (const file of files) await show(join(packageFolder, file), join(draft, file), platform)
    await rename(draft, folder).catch(async () => {
      if (!(await isMade())) await replace(folder, draft)
    })
  } catch (error) {
    // Another engine process may have made the same one in the meantime.
    if (!(await isMade())) throw error
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => {})
  }
  return folder
}

/** Puts the draft in the place of something broken, which nobody finds half deleted. */
async function replace(folder: string, draft: string): Promise<void> {
  const old = `${folder}.${randomUUID()}.tmp`
  await rename(folder, old)
  await rename(draft, folder)
  await rm(old, { recursive: true, force: true }).catch(() => {})
}

/** Whether a folder shows exactly these files, all of which can be read. */
async function isWhole(
  folder: string,
  packageFolder: string,
  files: readonly string[],
  platform: NodeJS.Platform,
): Promise<boolean> {
  try {
    const shown = await filesBelow(folder)
    if (shown.length !== files.length || shown.some((file, index) => file !== files[index])) return false
    const same = await Promise.all(files.map((file) => isSame(join(folder, file), join(packageFolder, file), platform)))
    return same.every(Boolean)
  } catch {
    return false
  }
}

/** A link leads to the file itself. A copy under its final name was whole, so that its size tells enough. */
async function isSame(path: string, original: string, platform: NodeJS.Platform): Promise<boolean> {
  const [shown, meant] = await Promise.all([stat(path), stat(original)])
  return (shown.dev === meant.dev && shown.ino === meant.ino) || (platform === 'win32' && shown.size === meant.size)
}

async function show(original: string, path: string, platform: NodeJS.Platform): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  if (platform !== 'win32') return await symlink(original, path)
  // Windows lets only administrators make symbolic links, and hard ones on the same drive only.
  await link(original, path).catch(() => copyFile(original, path))
}

/** Paths of all files below a folder, from it on, sorted. Rejects where it, or what a link of it leads to, cannot be read. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const paths = await readdir(folder, { recursive: true })
  const files = await Promise.all(paths.map(async (path) => ((await stat(join(folder, path))).isDirectory() ? [] : [path])))
  return files.flat().sort()
}
