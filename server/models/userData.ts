import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ModelStore } from './store.ts'

/** LATENT_DATA, else the folder of the user's data where the models are by default; a chosen folder of models may be shared. */
export function userDataFolder(env: NodeJS.ProcessEnv): string {
  const usual = dirname(ModelStore.defaultFolder({ ...env, LATENT_MODELS: undefined }))
  return resolve(env.LATENT_DATA || usual)
}

/** The text of a file of ours. Undefined where there is no file; an empty text for what is too large to be ours. */
export async function readOwnText(path: string, mostBytes: number): Promise<string | undefined> {
  try {
    return (await stat(path)).size > mostBytes ? '' : await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Replaces a file of ours as a whole, so that no reader sees half of it; for this user alone to read. Rejects with what the disk says. */
export async function replaceOwnFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      // Else a power cut may leave the new name with an empty file.
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    // Whatever stands in the way of removing it, the first error is the one to tell.
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
}
