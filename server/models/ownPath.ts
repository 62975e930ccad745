import { lstat } from 'node:fs/promises'

/**
 * Rejects where another user owns a path or could use it, and where it is a link to somewhere else. Does nothing on Windows, where a user's
 * folders are the user's by their access lists.
 */
export async function requireOwn(path: string, kind: 'folder' | 'file', platform = process.platform): Promise<void> {
  if (platform === 'win32') return
  const found = await lstat(path)
  if (kind === 'folder' ? !found.isDirectory() : !found.isFile()) throw new Error(`${path} is no ${kind}`)
  if (found.uid !== process.getuid?.()) throw new Error(`${path} belongs to another user`)
  if ((found.mode & 0o077) !== 0) throw new Error(`${path} is open to other users`)
}
