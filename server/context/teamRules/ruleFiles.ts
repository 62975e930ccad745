import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import type { LeftOut } from './teamRule.ts'

/** `rules`: written for reviews. `instructions`: for coding assistants, with rules among much else. */
export type RuleFileKind = 'rules' | 'instructions'

/** A file that may state rules. */
export interface RuleFile {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string
  readonly kind: RuleFileKind
  readonly text: string
}

const ruleFolder = '.latent/rules'
const instructionFiles = ['AGENTS.md', '.github/copilot-instructions.md']
const mostFiles = 50
const mostBytes = 64_000

/**
 * Reads the files that state rules at a workspace folder's root, in a fixed order; those that are not there are passed over. A file that is
 * too large, no regular one, or a link that leaves the folder is left out, and so is what is more than 50 files.
 */
export async function readRuleFiles(
  folder: string,
  kinds: readonly RuleFileKind[],
): Promise<{ readonly files: readonly RuleFile[]; readonly leftOut: readonly LeftOut[] }> {
  const files: RuleFile[] = []
  const leftOut: LeftOut[] = []
  const root = await realpath(folder).catch(() => folder)
  const paths = await ruleFilePaths(folder)
  const wanted = paths.filter(({ kind }) => kinds.includes(kind))
  for (const { path, kind } of wanted.slice(0, mostFiles)) {
    const read = await readWithin(root, join(folder, ...path.split('/')))
    if (read.kind === 'text') files.push({ path, kind, text: read.text })
    else if (read.kind === 'refused') leftOut.push({ kind: 'problem', file: path, reason: read.reason })
  }
  if (wanted.length > mostFiles) {
    leftOut.push({ kind: 'problem', file: ruleFolder, reason: `only the first ${mostFiles} files of ${wanted.length} are read` })
  }
  return { files, leftOut }
}

async function ruleFilePaths(folder: string): Promise<readonly Pick<RuleFile, 'path' | 'kind'>[]> {
  const names = await readdir(join(folder, ...ruleFolder.split('/'))).catch(() => [])
  // A name with a control character or a mark that reorders text would be printed and logged.
  const inFolder = names.filter((name) => name.endsWith('.md') && !/[\p{Cc}\p{Cf}]/u.test(name)).sort()
  return [
    { path: 'REVIEW.md', kind: 'rules' },
    ...inFolder.map((name) => ({ path: `${ruleFolder}/${name}`, kind: 'rules' as const })),
    ...instructionFiles.map((path) => ({ path, kind: 'instructions' as const })),
  ]
}

type Read =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string }

async function readWithin(root: string, path: string): Promise<Read> {
  try {
    const real = await realpath(path)
    const inner = relative(root, real)
    if (inner.startsWith('..') || isAbsolute(inner)) return { kind: 'refused', reason: 'it is a link that leaves the workspace' }
    const facts = await stat(real)
    // A repository may name a pipe or a device, which would never end.
    if (!facts.isFile()) return { kind: 'refused', reason: 'it is no regular file' }
    if (facts.size > mostBytes) return { kind: 'refused', reason: `it is larger than ${mostBytes / 1000} kB` }
    return { kind: 'text', text: (await readFile(real, 'utf8')).replace(/^\uFEFF/, '') }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'refused', reason: 'it cannot be read' }
  }
}
