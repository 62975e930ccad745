import type { Dispatcher } from 'undici'
import { isRecord } from '../protocol/record.ts'
import type { CatalogueFile, HubRepository } from './catalogueEntry.ts'
import { answerOf } from './network.ts'
import { isSha256, type PinnedFile, type PinnedModel } from './pinned.ts'
import { reasonOf } from './reason.ts'
import { SourceFailure } from './sourceFailure.ts'
import { fileUrl, type Hub } from './sources.ts'
import { partsOf, splitName } from './splitFiles.ts'

/** Longer than the listing of any repository of models. */
const mostAnswerBytes = 8 * 2 ** 20

/**
 * Asks a hub for what it has of a model: the commit, and size and SHA-256 of each file. First by its listing, else by the headers with
 * which it answers for the one file. Rejects with SourceFailure, or when the signal is aborted.
 */
export async function askHub(
  hub: Hub,
  repository: HubRepository,
  file: CatalogueFile,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<PinnedModel> {
  const ask: Ask = async (path, init) => await request(`${hub.url}${path}`, dispatcher, signal, init)
  try {
    return await fromListing(ask, repository, file)
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    // A mirror may serve files only, and no listing.
    const found = await fromHeaders(ask, hub, repository, file).catch(() => undefined)
    signal.throwIfAborted()
    if (found === undefined) throw error
    return found
  }
}

type Ask = (path: string, init?: { method: 'HEAD' }) => Promise<Answer>

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function fromListing(ask: Ask, { repository, revision }: HubRepository, file: CatalogueFile): Promise<PinnedModel> {
  const commit = revision ?? (await newestCommit(ask, repository))
  const listing = json(await ask(`/api/models/${repository}/tree/${commit}?recursive=true`))
  const entries = Array.isArray(listing) ? listing.flatMap(listedFile) : []
  return { hub: { repository, revision: commit }, files: matching(entries, file) }
}

async function newestCommit(ask: Ask, repository: string): Promise<string> {
  const model = json(await ask(`/api/models/${repository}/revision/main`))
  const sha = isRecord(model) ? model.sha : undefined
  if (typeof sha === 'string' && isCommit(sha)) return sha
  throw new SourceFailure('it does not say which commit is the newest')
}

interface ListedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** `lfs.oid` is the SHA-256 of the content; a file without it is small, and no model. */
function listedFile(entry: unknown): ListedFile[] {
  if (!isRecord(entry) || typeof entry.path !== 'string' || !isRecord(entry.lfs)) return []
  const { oid, size } = entry.lfs
  const sha256 = typeof oid === 'string' ? oid.replace(/^sha256:/, '').toLowerCase() : undefined
  if (!isSha256(sha256) || typeof size !== 'number' || !Number.isSafeInteger(size) || size <= 0) return []
  return [{ path: entry.path, bytes: size, sha256 }]
}

/** The one file, else all files of the split one. Names are compared in any case of letters, and kept as the catalogue has them. */
function matching(listed: readonly ListedFile[], file: CatalogueFile): readonly PinnedFile[] {
  const wanted = file.name.toLowerCase()
  const named = listed.map((entry) => ({ ...entry, split: splitName(baseName(entry.path)) }))
  const whole = named.find(({ path }) => baseName(path).toLowerCase() === wanted)
  if (whole !== undefined) return [pinned(whole, file.name)]
  const parts = named.filter(({ split }) => split.whole.toLowerCase() === wanted)
  const [first] = parts
  if (first === undefined) throw new SourceFailure(`it has no file ${file.name}`)
  const names = partsOf(`${file.name.replace(/\.gguf$/i, '')}-00001-of-${String(first.split.count).padStart(5, '0')}.gguf`)
  return names.map((name, index) => {
    const part = parts.find(({ split }) => split.number === index + 1 && split.count === first.split.count)
    if (part === undefined) throw new SourceFailure(`it has no file ${name}`)
    return pinned(part, name)
  })
}

function pinned({ path, bytes, sha256 }: ListedFile, name: string): PinnedFile {
  return { name, path, bytes, sha256 }
}

/** The headers that the hub answers with before it sends the reader to where the bytes are. */
async function fromHeaders(ask: Ask, hub: Hub, repository: HubRepository, file: CatalogueFile): Promise<PinnedModel> {
  const path = fileUrl(hub, repository, file.name).slice(hub.url.length)
  const { headers, status } = await ask(path, { method: 'HEAD' })
  if (status >= 400) throw new SourceFailure(`it answers with HTTP status ${status}`)
  const sha256 = headers
    .get('x-linked-etag')
    ?.replace(/^(W\/)?"|"$/g, '')
    .toLowerCase()
  const bytes = Number(headers.get('x-linked-size') ?? Number.NaN)
  const commit = headers.get('x-repo-commit') ?? repository.revision
  if (!isSha256(sha256) || !Number.isSafeInteger(bytes) || commit === undefined || !isCommit(commit)) {
    throw new SourceFailure('it does not tell the SHA-256 of its file')
  }
  const pinnedFile = { name: file.name, path: file.name, bytes, sha256 }
  return { hub: { repository: repository.repository, revision: commit }, files: [pinnedFile] }
}

async function request(url: string, dispatcher: Dispatcher, signal: AbortSignal, init?: { method: 'HEAD' }): Promise<Answer> {
  try {
    // The headers asked for stand in the first answer; a listing has no second one.
    const response = await answerOf(url, { dispatcher, signal, redirect: init === undefined ? 'follow' : 'manual', ...init })
    const { status, headers } = response
    return { status, headers: headers as unknown as Headers, text: init === undefined ? await shortText(response) : '' }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof SourceFailure) throw error
    throw new SourceFailure(reasonOf(error))
  }
}

async function shortText(response: { readonly body: AsyncIterable<unknown> | null }): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length
    if (bytes > mostAnswerBytes) throw new SourceFailure('it sends more than a list of files')
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function json({ status, text }: Answer): unknown {
  if (status !== 200) throw new SourceFailure(`it answers with HTTP status ${status}`)
  try {
    return JSON.parse(text)
  } catch {
    throw new SourceFailure('it answers with something else than a list of files')
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}
