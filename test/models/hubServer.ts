import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename } from 'node:path'
import { hub as sending, serve } from './fileServer.ts'
import { sha256Of } from './scene.ts'

export interface HubServer {
  readonly url: string
  /** Paths that were asked for, oldest first. */
  readonly paths: readonly string[]
}

export interface HubFiles {
  /** The newest commit of `main`. */
  readonly commit: string
  /** By their paths in the repository. */
  readonly files: Readonly<Record<string, Buffer>>
  /** False: a mirror that serves files only. */
  readonly listing?: boolean
}

/** Answers as the hub does: a commit, a listing with sizes and digests, files, and their facts in the headers. */
export async function hubServer(state: () => HubFiles): Promise<HubServer> {
  const paths: string[] = []
  const { url } = await serve((request, response, number) => {
    const path = decodeURIComponent(request.url ?? '')
    paths.push(`${request.method === 'HEAD' ? 'HEAD ' : ''}${path}`)
    answer(state(), path, request, response, number)
  })
  return { url, paths }
}

function answer(hub: HubFiles, path: string, request: IncomingMessage, response: ServerResponse, number: number): void {
  const { commit, files, listing = true } = hub
  const [, , asked] = /\/(resolve|tree)\/([^/?]+)/.exec(path) ?? []
  const [, file] = /\/resolve\/[^/]+\/(.+)$/.exec(path) ?? []
  const content = file === undefined ? undefined : files[file]
  const isListed = listing && path.includes('/tree/') && asked === commit
  if (listing && path.includes('/revision/main')) json(response, { sha: commit })
  else if (isListed) json(response, Object.entries(files).map(listed))
  else if (content === undefined || (asked !== commit && asked !== 'main')) notFound(response)
  else if (request.method === 'HEAD') redirect(response, commit, path, content)
  else sending(content)(request, response, number)
}

/** What the hub says before it leads to where the bytes are. */
function redirect(response: ServerResponse, commit: string, path: string, content: Buffer): void {
  const headers = { 'x-linked-etag': `"${sha256Of(content)}"`, 'x-linked-size': content.length, 'x-repo-commit': commit }
  response.writeHead(302, { ...headers, location: `/elsewhere/${basename(path)}` }).end()
}

function listed([path, content]: [string, Buffer]) {
  const common = { type: 'file', oid: 'f'.repeat(40), size: content.length, path }
  return content.length < 100 ? common : { ...common, lfs: { oid: sha256Of(content), size: content.length, pointerSize: 134 } }
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function notFound(response: ServerResponse): void {
  response.writeHead(404).end('Not Found')
}
