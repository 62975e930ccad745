import { basename, extname } from 'node:path'

/** Grammars of @vscode/tree-sitter-wasm that Latent parses with. C is parsed by the C++ grammar, which it is nearly a part of. */
export type Grammar = 'typescript' | 'tsx' | 'javascript' | 'python' | 'java' | 'go' | 'cpp' | 'rust' | 'c-sharp'

export interface Language {
  /** LSP language id. */
  readonly id: string
  /** Absent: the language is known by its comments only, and its text is read in windows. */
  readonly grammar?: Grammar
  readonly lineComment?: string
  readonly blockComment?: readonly [open: string, close: string]
  /** Characters that open and close a string; consulted only where there is no grammar. */
  readonly quotes?: string
}

const cBlock = ['/*', '*/'] as const
const markupBlock = ['<!--', '-->'] as const

const cLike = (id: string, grammar?: Grammar): Language => ({
  id,
  ...(grammar && { grammar }),
  lineComment: '//',
  blockComment: cBlock,
  quotes: '"',
})
const hashed = (id: string, quotes = `"'`): Language => ({ id, lineComment: '#', quotes })
const markup = (id: string): Language => ({ id, blockComment: markupBlock })

/** Every known language with the file extensions that name it. */
const known: readonly (readonly [Language, string])[] = [
  [cLike('typescript', 'typescript'), '.ts .mts .cts'],
  [cLike('typescriptreact', 'tsx'), '.tsx'],
  [cLike('javascript', 'javascript'), '.js .mjs .cjs .es6'],
  [cLike('javascriptreact', 'javascript'), '.jsx'],
  [{ id: 'python', grammar: 'python', lineComment: '#', quotes: `"'` }, '.py .pyi .pyw'],
  [cLike('java', 'java'), '.java'],
  [cLike('go', 'go'), '.go'],
  [cLike('c', 'cpp'), '.c'],
  [cLike('cpp', 'cpp'), '.cpp .cc .cxx .c++ .h .hh .hpp .hxx .h++ .ipp .ixx .inl .tpp .cppm .ino'],
  [cLike('rust', 'rust'), '.rs'],
  [cLike('csharp', 'c-sharp'), '.cs .csx'],
  [{ id: 'ruby', lineComment: '#', blockComment: ['=begin', '=end'], quotes: `"'` }, '.rb .rake .gemspec .ru'],
  [{ ...cLike('php'), quotes: `"'` }, '.php .phtml'],
  [hashed('shellscript'), '.sh .bash .zsh .ksh'],
  [{ id: 'powershell', lineComment: '#', blockComment: ['<#', '#>'], quotes: `"'` }, '.ps1 .psm1 .psd1'],
  [{ id: 'bat', lineComment: '::' }, '.bat .cmd'],
  [{ id: 'lua', lineComment: '--', blockComment: ['--[[', ']]'], quotes: `"'` }, '.lua'],
  [{ id: 'sql', lineComment: '--', blockComment: cBlock, quotes: `'` }, '.sql'],
  [markup('html'), '.html .htm .xhtml'],
  [markup('xml'), '.xml .xsd .xsl .svg .csproj .props .targets .plist'],
  [markup('vue'), '.vue'],
  [markup('svelte'), '.svelte'],
  [markup('markdown'), '.md .markdown'],
  [{ id: 'css', blockComment: cBlock, quotes: `"'` }, '.css'],
  [cLike('scss'), '.scss'],
  [cLike('less'), '.less'],
  [hashed('yaml'), '.yml .yaml'],
  [hashed('toml'), '.toml'],
  [{ id: 'ini', lineComment: ';' }, '.ini .cfg'],
  [{ id: 'json' }, '.json .webmanifest'],
  [cLike('jsonc'), '.jsonc .code-workspace'],
  [cLike('kotlin'), '.kt .kts'],
  [cLike('swift'), '.swift'],
  [cLike('scala'), '.scala .sc'],
  [{ ...cLike('dart'), quotes: `"'` }, '.dart'],
  [{ ...cLike('groovy'), quotes: `"'` }, '.groovy .gradle'],
  [cLike('objective-c'), '.m'],
  [cLike('objective-cpp'), '.mm'],
  [cLike('cuda-cpp', 'cpp'), '.cu .cuh'],
  [cLike('proto3'), '.proto'],
  [cLike('zig'), '.zig'],
  [{ id: 'fsharp', lineComment: '//', blockComment: ['(*', '*)'], quotes: '"' }, '.fs .fsi .fsx'],
  [{ id: 'haskell', lineComment: '--', blockComment: ['{-', '-}'], quotes: '"' }, '.hs'],
  [{ id: 'vb', lineComment: `'`, quotes: '"' }, '.vb .bas'],
  [hashed('perl'), '.pl .pm'],
  [hashed('r'), '.r'],
  [hashed('julia', '"'), '.jl'],
  [hashed('elixir', '"'), '.ex .exs'],
  [hashed('terraform', '"'), '.tf .tfvars'],
  [hashed('graphql', '"'), '.graphql .gql'],
  [{ id: 'clojure', lineComment: ';', quotes: '"' }, '.clj .cljs .cljc'],
  [{ id: 'erlang', lineComment: '%', quotes: '"' }, '.erl .hrl'],
  [{ id: 'latex', lineComment: '%' }, '.tex'],
  [hashed('dockerfile'), '.dockerfile'],
  [hashed('makefile', ''), '.mk .mak'],
  [hashed('cmake', '"'), '.cmake'],
  [hashed('ignore', ''), '.gitignore .dockerignore .npmignore'],
]

const byId: ReadonlyMap<string, Language> = new Map(known.map(([language]) => [language.id, language]))
const idByExtension: ReadonlyMap<string, string> = new Map(
  known.flatMap(([language, extensions]) => extensions.split(' ').map((extension) => [extension, language.id] as const)),
)
const idByName: ReadonlyMap<string, string> = new Map([
  ['dockerfile', 'dockerfile'],
  ['containerfile', 'dockerfile'],
  ['makefile', 'makefile'],
  ['gnumakefile', 'makefile'],
  ['cmakelists.txt', 'cmake'],
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
  ['vagrantfile', 'ruby'],
  ['jenkinsfile', 'groovy'],
  ['tsconfig.json', 'jsonc'],
  ['jsconfig.json', 'jsonc'],
  ['.bashrc', 'shellscript'],
  ['.bash_profile', 'shellscript'],
  ['.profile', 'shellscript'],
  ['.zshrc', 'shellscript'],
  ['.gitignore', 'ignore'],
  ['.latentignore', 'ignore'],
  ['.dockerignore', 'ignore'],
])
/** Extensions, with their dot, of the languages that have a grammar. */
export const parsedExtensions: readonly string[] = known
  .filter(([{ grammar }]) => grammar !== undefined)
  .flatMap(([, extensions]) => extensions.split(' '))

/** The language of an LSP language id or, where that is none, of a path's name. `undefined`: nothing is known of it. */
export function languageOf(languageIdOrPath: string): Language | undefined {
  return byId.get(languageIdOrPath) ?? byId.get(languageIdOfPath(languageIdOrPath))
}

/** The language id an editor would give a file by its name and extension; `plaintext` when none fits. */
export function languageIdOfPath(path: string): string {
  const name = basename(path.replaceAll('\\', '/')).toLowerCase()
  return idByName.get(name) ?? idByExtension.get(extname(name)) ?? 'plaintext'
}

/**
 * The language id of a document: the one its editor gave it where that is known here, else that of its path. Editors have names of their own
 * for languages, such as `js` or `tsx`; where the path says nothing either, those that are extensions are read as such.
 */
export function languageIdOfDocument(givenId: string, path: string): string {
  if (byId.has(givenId) || givenId === 'plaintext') return givenId
  return idOr(path, idOr(`name.${givenId}`, givenId))
}

function idOr(path: string, otherwise: string): string {
  const id = languageIdOfPath(path)
  return id === 'plaintext' ? otherwise : id
}
