import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { issuedSecretsIn } from '../server/context/secretsInText.ts'

/** What has the form of a secret and is none. */
const harmless: readonly RegExp[] = [
  // TypeScript names its messages by their words: "Try `npm i --save-dev @types/node`".
  /^npm_i_save_dev_types_/,
]
/** Where a file with a zero byte in so much of its beginning is no text, as git sees it: its function buffer_is_binary. */
const lookedAt = 8000

/**
 * The private keys and tokens of known issuers in the text files below a folder, a sentence for each, which names the file and the line but not the
 * secret. Compiled programs are not looked into: they come from the package registry, whose digests the lockfile has.
 */
export async function secretProblems(folder: string): Promise<string[]> {
  const problems: string[] = []
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(path)
    if (bytes.subarray(0, lookedAt).includes(0)) continue
    const text = bytes.toString('utf8')
    for (const { startOffset, endOffset } of await issuedSecretsIn(text)) {
      const found = text.slice(startOffset, endOffset)
      if (harmless.some((pattern) => pattern.test(found))) continue
      const line = text.slice(0, startOffset).split('\n').length
      problems.push(
        `${relative(folder, path)} has what looks like a key or token in line ${line}, which does not belong into a package.`,
      )
    }
  }
  return problems
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return paths.sort()
}
