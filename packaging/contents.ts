import { openPromise } from 'yauzl'

/** A file of an archive. */
export interface ArchiveEntry {
  readonly path: string
  readonly bytes: number
}

/** What must never be in a package, each with the words that say so. */
const forbidden: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\.map$/, 'a source map'],
  [/(^|\/)(tests?|__tests__)\//, 'a test'],
  [/\.(test|spec)\.[cm]?[jt]s$/, 'a test'],
  [/(^|\/)(client|server|bench|packaging|training)\/.*\.ts$/, 'source text of Latent'],
  [/gitRelease\.bundle$/, "llama.cpp's history"],
  [/(@node-llama-cpp|bins)\/.*cuda|cublas|ggml-cuda|cudart/i, 'CUDA'],
  [/(^|\/)(\.env|\.npmrc|\.git|\.netrc|id_[a-z0-9]+)(\/|$)|\.(pem|key|p12|pfx)$/, 'what may hold a secret'],
  [/(^|\/)\.\.?\/|^\//, 'a path that leads out'],
  [/\.(gguf|safetensors|onnx)$/, 'a model'],
]

/** Why an archive with these files must not be shipped, a sentence for each file. */
export function contentProblems(entries: readonly ArchiveEntry[]): string[] {
  return entries.flatMap(({ path }) =>
    forbidden
      .filter(([pattern]) => pattern.test(path))
      .map(([, what]) => `${path} is ${what}, which does not belong into a package.`),
  )
}

/** The files of a zip archive, in its order. */
export async function archiveEntries(archive: string): Promise<readonly ArchiveEntry[]> {
  const zip = await openPromise(archive)
  const entries: ArchiveEntry[] = []
  for await (const { fileName, uncompressedSize } of zip.eachEntry()) {
    if (!fileName.endsWith('/')) entries.push({ path: fileName, bytes: uncompressedSize })
  }
  return entries
}
