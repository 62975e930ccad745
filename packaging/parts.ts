/**
 * Software that a shipped package contains without being a package of its own, with the file of packaging/parts/ that holds its licence as its
 * authors publish it. All of it is under the MIT licence.
 */
export interface Part {
  readonly name: string
  readonly of: 'engine' | '@vscode/tree-sitter-wasm'
  readonly file: string
  /** Where the text was taken from. */
  readonly source: string
}

const grammars = ['javascript', 'typescript', 'python', 'java', 'go', 'cpp', 'rust', 'c-sharp']

export const parts: readonly Part[] = [
  {
    name: 'llama.cpp',
    of: 'engine',
    file: 'llama.cpp.txt',
    source: "LICENSE of the release that node-llama-cpp's builds are made of",
  },
  { name: 'cpp-httplib', of: 'engine', file: 'cpp-httplib.txt', source: 'vendor/cpp-httplib/LICENSE of the same release' },
  { name: 'nlohmann-json', of: 'engine', file: 'nlohmann-json.txt', source: 'licenses/LICENSE-jsonhpp of the same release' },
  {
    name: 'tree-sitter',
    of: '@vscode/tree-sitter-wasm',
    file: 'tree-sitter.txt',
    source: 'LICENSE of the npm package web-tree-sitter',
  },
  ...grammars.map((grammar): Part => {
    const name = `tree-sitter-${grammar}`
    return { name, of: '@vscode/tree-sitter-wasm', file: `${name}.txt`, source: `LICENSE of the npm package ${name}` }
  }),
]

/**
 * Packages whose archive has no text of their licence, with the file of packaging/parts/ that holds it: the one of their repository, or where that only
 * names the MIT licence, its text with the author whom the manifest names.
 */
export const textsOfRepository: Readonly<Record<string, string>> = {
  'abstract-logging': 'abstract-logging.txt',
  'simple-git': 'simple-git.txt',
  '@simple-git/argv-parser': 'simple-git.txt',
}
