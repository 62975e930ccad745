import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { changedFiles } from './changedFiles.ts'
import { textOfBlob } from './changeOfFile.ts'
import { type Change, changeBetween } from './changes.ts'
import { isCode, knownFilesIn } from './codeFiles.ts'
import { generatedReason } from './generated.ts'
import { IgnoredFiles } from './ignoredFiles.ts'
import { languageIdOfPath } from './languages.ts'
import { localDisk } from './related/localDisk.ts'
import { mostFileBytes, VisibleFiles, within } from './related/visibleFiles.ts'
import { wordsOf } from './related/words.ts'
import { type ChangeScope, comparedBy, topOf } from './revisions.ts'
import { looksSecret } from './secretFiles.ts'
import { SourceText } from './source.ts'

export interface WorkspaceText {
  readonly uri: string
  /** Its path is relative to the workspace folder. */
  readonly source: SourceText
}

/** A text, or why it may not or cannot be looked at. */
export type ReadText =
  | ({ readonly kind: 'text' } & WorkspaceText)
  | { readonly kind: 'refused'; readonly path: string; readonly why: 'ignored' | 'secret' | 'outside' | 'missing' | 'notText' }

/** A text that git says was changed. */
export interface ChangedWorkspaceText extends WorkspaceText {
  readonly change: Change
}

/** Changes that lead to what lies in the working tree. */
export type WorkingTreeChanges = Extract<ChangeScope, { readonly kind: 'uncommitted' | 'branch' }>

/** What of the workspace is open in an editor. */
export interface OpenTexts {
  /** With the path relative to the workspace folder; undefined where the document is not open. */
  open(uri: string): SourceText | undefined
}

/** A look through more would take seconds. What was not looked at is then not told to be missing. */
const mostFiles = 5000
const mostBytes = 64_000_000
/** Files between two pauses, in which whoever waits for this process gets a turn. */
const filesBetweenPauses = 25

/**
 * The files of the workspace folders as a question may look at them: nothing ignored, secret, or outside of the folders is ever read.
 * Made for one question: what it listed of the folders is kept.
 */
export class WorkspaceFiles {
  readonly #folders: readonly VisibleFiles[]
  readonly #open: OpenTexts
  readonly #ignored = new Map<string, IgnoredFiles>()
  #listed: Promise<readonly string[]> | undefined

  /** `folders`: absolute paths of the open folders. */
  constructor(folders: readonly string[], open: OpenTexts) {
    this.#open = open
    this.#folders = folders.map((folder) => new VisibleFiles(localDisk, folder, [], (each) => this.#ignoredIn(each)))
  }

  /** Text of a document that the user names: as it stands in the editor, else on the disk. */
  read(uri: string): ReadText {
    const path = pathOf(uri)
    const open = this.#open.open(uri)
    // An untitled document lies nowhere, and only its user can have named it.
    if (path === undefined) return open === undefined ? refused(uri, 'missing') : { kind: 'text', uri, source: open }
    const folder = this.#folderOf(path)
    if (looksSecret(path)) return refused(this.nameOf(path), 'secret')
    if (folder === undefined) return refused(path, 'outside')
    if (!folder.mayShowPath(path)) return refused(this.nameOf(path), 'ignored')
    if (open !== undefined) return { kind: 'text', uri, source: open }
    if (!folder.exists(path)) return refused(this.nameOf(path), 'missing')
    // A link may lead to a file that must not be read.
    if (folder.version(path) === undefined) return refused(this.nameOf(path), 'outside')
    const text = localDisk.readFile(path, mostFileBytes)
    if (text === undefined || /[\0\ufffd]/.test(text)) return refused(this.nameOf(path), 'notText')
    return { kind: 'text', uri, source: this.#named(path, text) }
  }

  /** Addresses of files that a path in a text may mean: from the top of a folder, or else the end of a longer path. */
  async find(path: string): Promise<readonly string[]> {
    const exact = this.#folders.flatMap(({ folder = '' }) => join(folder, path)).filter((each) => this.#exists(each))
    if (exact.length > 0) return exact.map(uriOf)
    const end = `/${path.replace(/^(\.{1,2}\/)+/, '')}`
    return (await this.#all()).filter((each) => each.replaceAll('\\', '/').endsWith(end)).map(uriOf)
  }

  /** Which of these words stand in some file, as whole words. Where the workspace is too large to tell, all of them. */
  async wordsFound(words: ReadonlySet<string>, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const missing = new Set(words)
    const known = () => new Set([...words].filter((word) => !missing.has(word)))
    if (missing.size === 0) return known()
    const look = this.#texts(signal)
    for await (const { source } of look) {
      const there = [...missing].filter((word) => source.text.includes(word))
      const whole = there.length === 0 ? new Set<string>() : wordsOf(source.text)
      for (const word of there) if (whole.has(word)) missing.delete(word)
      if (missing.size === 0) return known()
    }
    return this.#isTooLarge ? words : known()
  }

  /** Code files that have a word, in the order of their paths, at most so many. */
  async codeWith(word: string, most: number, signal: AbortSignal): Promise<readonly WorkspaceText[]> {
    const found: WorkspaceText[] = []
    for await (const text of this.#texts(signal)) {
      if (found.length >= most) break
      const { source } = text
      if (isCode(source.path) && source.text.includes(word) && wordsOf(source.text).has(word)) found.push(text)
    }
    return found
  }

  /** Code that was changed, as it stands in the editor or on the disk. Rejects with gitUnavailable. */
  async changes(scope: WorkingTreeChanges): Promise<readonly ChangedWorkspaceText[]> {
    const tops = new Set(await Promise.all(this.#folders.map(({ folder = '' }) => topOf(folder))))
    const changed: ChangedWorkspaceText[] = []
    for (const top of tops) {
      for (const { path, oldBlob } of await changedFiles(await comparedBy(scope, top), top)) {
        const read = isCode(path) ? this.read(uriOf(join(top, path))) : undefined
        if (read?.kind !== 'text' || generatedReason(read.source) !== undefined) continue
        const before = oldBlob === undefined ? undefined : await textOfBlob(oldBlob, top)
        const change = changeBetween(before, read.source.text)
        if (change.hunks.length > 0) changed.push({ uri: read.uri, source: read.source, change })
      }
    }
    return changed
  }

  /** What a file is called: relative to its folder, with `/` on every system; the whole path outside of every folder. */
  nameOf(path: string): string {
    const folder = this.#folderOf(path)?.folder
    return (folder === undefined ? path : relative(folder, path)).replaceAll('\\', '/')
  }

  /** Whether some files were not looked at because there are too many. */
  get isTooLarge(): boolean {
    return this.#isTooLarge
  }

  #isTooLarge = false

  async *#texts(signal: AbortSignal): AsyncGenerator<WorkspaceText> {
    let [files, bytes] = [0, 0]
    for (const path of await this.#all()) {
      if (files >= mostFiles || bytes >= mostBytes) {
        this.#isTooLarge = true
        return
      }
      files += 1
      if (files % filesBetweenPauses === 0) await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
      const uri = uriOf(path)
      const text = this.#open.open(uri)?.text ?? localDisk.readFile(path, mostFileBytes)
      if (text === undefined) continue
      bytes += text.length
      yield { uri, source: this.#named(path, text) }
    }
  }

  #all(): Promise<readonly string[]> {
    this.#listed ??= Promise.all(this.#folders.map(({ folder = '' }) => knownFilesIn(folder, this.#ignoredIn(folder)))).then(
      (lists) => [...new Set(lists.flat())],
    )
    return this.#listed
  }

  #exists(path: string): boolean {
    const folder = this.#folderOf(path)
    return folder?.exists(path) === true && folder.mayShowPath(path)
  }

  #named(path: string, text: string): SourceText {
    const name = this.nameOf(path)
    return new SourceText(name, languageIdOfPath(name), text)
  }

  /** The innermost folder that a file lies in. */
  #folderOf(path: string): VisibleFiles | undefined {
    const around = this.#folders.filter(({ folder }) => within(folder, path))
    return around.toSorted((a, b) => (b.folder ?? '').length - (a.folder ?? '').length)[0]
  }

  #ignoredIn(folder: string): IgnoredFiles {
    const known = this.#ignored.get(folder) ?? new IgnoredFiles(folder)
    this.#ignored.set(folder, known)
    return known
  }
}

function refused(path: string, why: Extract<ReadText, { kind: 'refused' }>['why']): ReadText {
  return { kind: 'refused', path, why }
}

function uriOf(path: string): string {
  return pathToFileURL(path).href
}

/** Of a `file:` address; undefined for every other one. */
function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    // An address with an encoded slash or a foreign host is no file here.
    return undefined
  }
}
