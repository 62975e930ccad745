import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import type { Bilingual } from '../../protocol/displayLanguage.ts'
import { LatentError } from '../../protocol/errors.ts'

/** A whole new text for a file, at once, so that nobody ever reads half of it. Rejects with what the disk says. */
export async function replaceFile(path: string, text: string, mode = 0o666): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(draft, text, { flag: 'wx', mode })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}

/** What the disk said, as outputNotWritable. */
export function notWritable(namedAs: string | Bilingual, error: unknown): LatentError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return LatentError.of('outputNotWritable', namedAs, reasons[code] ?? (error instanceof Error ? error.message : String(error)))
}
