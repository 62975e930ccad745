import { generatedReason } from './generated.ts'
import { gitOutput } from './git.ts'
import { unquotedName } from './gitName.ts'
import { languageIdOfPath } from './languages.ts'
import { comparedBy, topOf } from './revisions.ts'
import { looksSecret } from './secretFiles.ts'
import { SourceText } from './source.ts'

/** A file of the next commit, by its path from the top of the repository. */
export interface StagedFile {
  readonly path: string
  readonly status: 'added' | 'deleted' | 'changed' | 'renamed'
  /** Of a renamed file. */
  readonly oldPath?: string
  /** The changed lines with a few around them, as git shows them; empty for a secret, generated or binary file. */
  readonly hunks: string
}

export interface StagedChange {
  readonly files: readonly StagedFile[]
  /** First lines of the last commits' messages, the newest first. */
  readonly subjects: readonly string[]
}

/** More of them tell nothing new about how a team writes messages. */
const mostSubjects = 20
/** The index against a commit: no file of the working tree is read, so that no filter of the repository runs. */
const diff = ['diff-index', '--cached', '-p', '-M', '-U2', '--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules']

/** What the next commit of the repository around a folder holds; no file where nothing is staged. Rejects with gitUnavailable. */
export async function stagedChange(folder: string): Promise<StagedChange> {
  const top = await topOf(folder)
  const { from } = await comparedBy({ kind: 'staged' }, folder)
  const patch = await gitOutput(top, [...diff, from], { settings: [['core.quotePath', 'false']] })
  return { files: stagedFiles(patch.toString()), subjects: await lastSubjects(top) }
}

/** None before the first commit. Signatures are not shown, because a program of the repository's choice would check them. */
async function lastSubjects(top: string): Promise<readonly string[]> {
  const log = ['log', '--no-show-signature', '--no-merges', `--max-count=${mostSubjects}`, '--format=%s']
  const output = await gitOutput(top, log).catch(() => undefined)
  return (output?.toString().split('\n') ?? []).filter((line) => line !== '')
}

/** The files of a patch in git's own form. */
export function stagedFiles(patch: string): readonly StagedFile[] {
  return patch
    .split(/^diff --git /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...hunks] = part.split(/^(?=@@ )/m)
      const field = (name: string) => {
        const written = new RegExp(`^${name} (.*)$`, 'm').exec(head)?.[1]
        return written === undefined ? undefined : unquotedName(written.replace(/\t$/, ''))
      }
      const [before, after] = [pathOf(field('---'), 'a/'), pathOf(field('\\+\\+\\+'), 'b/')]
      const [oldPath, newPath] = [field('rename from'), field('rename to')]
      const path = newPath ?? after ?? before ?? namedInHead(head)
      const text = hunks.join('')
      return { path, ...statusOf(head, oldPath), hunks: isShown(path, text) ? text : '' }
    })
    .filter(({ path }) => path !== '')
}

function statusOf(head: string, oldPath: string | undefined): Pick<StagedFile, 'status' | 'oldPath'> {
  if (oldPath !== undefined) return { status: 'renamed', oldPath }
  if (/^new file mode/m.test(head)) return { status: 'added' }
  return { status: /^deleted file mode/m.test(head) ? 'deleted' : 'changed' }
}

function pathOf(field: string | undefined, prefix: string): string | undefined {
  return field?.startsWith(prefix) ? field.slice(prefix.length) : undefined
}

/** A file whose text did not change, or an empty one, has its name in the first line only, twice. */
function namedInHead(head: string): string {
  const [line = ''] = head.split('\n')
  const [, quoted] = /^("a\/(?:[^"\\]|\\.)+") "b\//.exec(line) ?? []
  if (quoted !== undefined) return unquotedName(quoted).slice('a/'.length)
  return /^a\/(.+) b\/\1$/.exec(line)?.[1] ?? ''
}

function isShown(path: string, hunks: string): boolean {
  const added = hunks.replaceAll(/^[-+ ]/gm, '')
  return !looksSecret(path) && generatedReason(new SourceText(path, languageIdOfPath(path), added)) === undefined
}
