import type { ArchiveEntry } from './contents.ts'

/** What the files of a package belong to, in the order of the table; the first that matches counts. */
const groups: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Latent's programs", /^[^/]+\/dist\/[^/]+$/],
  ['inference engine', /\/node_modules\/@node-llama-cpp\//],
  ['TypeScript, for type errors', /\/node_modules\/typescript\//],
  ['grammars of nine languages', /\/node_modules\/@vscode\/tree-sitter-wasm\//],
  ['node-llama-cpp and its packages', /\/node_modules\//],
  ['texts, icons, licences, bill of materials', /./],
]

/** Bytes by group, unpacked. */
export function sizesOf(entries: readonly ArchiveEntry[]): ReadonlyMap<string, number> {
  const sizes = new Map(groups.map(([name]) => [name, 0]))
  for (const { path, bytes } of entries) {
    const [name] = groups.find(([, pattern]) => pattern.test(path)) ?? ['']
    sizes.set(name, (sizes.get(name) ?? 0) + bytes)
  }
  return sizes
}

export interface MeasuredPackage {
  readonly target: string
  readonly archiveBytes: number
  readonly entries: readonly ArchiveEntry[]
}

/** The table of docs/packages.md, in megabytes. */
export function contentsTable(packages: readonly MeasuredPackage[]): string {
  const columns = packages.map(({ entries }) => sizesOf(entries))
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['MB, unpacked', ...packages.map(({ target }) => `\`${target}\``)]),
    row(['---', ...packages.map(() => '---')]),
    ...groups.map(([name]) => row([name, ...columns.map((sizes) => megabytes(sizes.get(name) ?? 0))])),
    row(['files', ...packages.map(({ entries }) => String(entries.length))]),
    row(['**size of the `.vsix`, MB**', ...packages.map(({ archiveBytes }) => `**${megabytes(archiveBytes)}**`)]),
  ].join('\n')
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
