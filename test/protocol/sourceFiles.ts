import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** A file of the repository and its syntax. */
export interface ParsedFile {
  readonly path: string
  readonly syntax: ts.SourceFile
}

/** The TypeScript below folders of the repository. */
export function parsedFiles(...folders: readonly string[]): readonly ParsedFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, syntax: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true) }))
}

/** Every node below one, the node itself first. */
export function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* nodesIn(child)
}

/** `server/lsp/hover.ts:12`, for the message of a test that fails. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile()
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
