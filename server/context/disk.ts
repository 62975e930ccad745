import { readFileSync, statSync } from 'node:fs'

/**
 * Text of a file, or `undefined` where there is none to read: missing, forbidden, larger than `mostBytes`, or no regular file. (A repository
 * may name a pipe or a device, which would never end.)
 */
export function readSmallFile(path: string, mostBytes: number): string | undefined {
  try {
    const facts = statSync(path)
    return facts.isFile() && facts.size <= mostBytes ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}
