import { posix } from 'node:path'
import ts from 'typescript'

/** A folder with a place in the order of imports. The longest name that a path starts with is its room. */
interface Room {
  readonly folder: string
  /** Rooms that it may import from, besides itself. */
  readonly mayImport: readonly string[]
  /** Packages that stop at this room's door: who may import from the room may name their types, nobody else may run them. */
  readonly packages?: readonly string[]
}

export const rooms: readonly Room[] = [
  { folder: 'client', mayImport: ['server/protocol'], packages: ['vscode', 'vscode-languageclient'] },
  { folder: 'server/protocol', mayImport: [] },
  {
    folder: 'server/context',
    mayImport: ['server/protocol'],
    packages: ['@vscode/tree-sitter-wasm', 'typescript', 'ignore', 'markdown-it', 'picomatch', 'tinyglobby'],
  },
  { folder: 'server/engine', mayImport: ['server/protocol'] },
  {
    folder: 'server/engine/local',
    mayImport: ['server/engine', 'server/models', 'server/protocol'],
    packages: ['node-llama-cpp'],
  },
  {
    folder: 'server/engine/remote',
    mayImport: ['server/engine', 'server/models', 'server/protocol'],
    packages: ['openai', 'cockatiel', 'p-queue'],
  },
  { folder: 'server/models', mayImport: ['server/protocol'] },
  { folder: 'server/features', mayImport: ['server/context', 'server/engine', 'server/protocol'] },
  {
    folder: 'server/lsp',
    mayImport: ['server/features', 'server/context', 'server/engine', 'server/models', 'server/protocol'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    folder: 'server/mcp',
    mayImport: ['server/features', 'server/context', 'server/engine', 'server/protocol'],
    packages: ['@modelcontextprotocol/server', 'zod'],
  },
  {
    folder: 'server/serve',
    mayImport: ['server/mcp', 'server/features', 'server/context', 'server/engine', 'server/models', 'server/protocol'],
    packages: ['fastify', '@fastify', 'fastify-type-provider-zod', 'prom-client', 'zod'],
  },
  {
    folder: 'server/cli',
    mayImport: [
      'server/serve',
      'server/mcp',
      'server/features',
      'server/context',
      'server/engine',
      'server/models',
      'server/protocol',
    ],
    packages: ['commander', 'cli-progress'],
  },
]

const concreteEngines: readonly string[] = ['server/engine/local', 'server/engine/remote']

/** The files that put a concrete engine and the features together. Others may only name its types. */
const wiring: ReadonlySet<string> = new Set(['server/lsp/server.ts', 'server/cli/main.ts'])

/** Features are handed what they need of the world: with these, the same input could give different events. */
const impureModules = /^node:(fs|child_process|http|https|net|os|worker_threads|timers)(\/|$)/
const impureGlobals = /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|randomUUID|process\.\w|setTimeout|setInterval)\b/

/** What is wrong with the imports of a file, one sentence each. `path` is relative to the repository, with `/`. */
export function importProblems(path: string, text: string): readonly string[] {
  const room = roomOf(path)
  if (room === undefined) return []
  const problems: string[] = []
  for (const { specifier, typeOnly } of importsOf(path, text)) {
    const problem = specifier.startsWith('.')
      ? wrongRoom(path, room, posix.join(posix.dirname(path), specifier), typeOnly)
      : wrongPackage(path, room, specifier, typeOnly)
    if (problem !== undefined) problems.push(problem)
  }
  if (room.folder === 'server/features') {
    const [, used] = impureGlobals.exec(codeOf(path, text)) ?? []
    if (used !== undefined) problems.push(`${path} uses ${used}, which features are handed in`)
  }
  return problems
}

function wrongRoom(path: string, room: Room, target: string, typeOnly: boolean): string | undefined {
  const targetRoom = roomOf(target)
  if (targetRoom === undefined) return `${path} imports ${target}, which is in no room`
  if (targetRoom === room) return undefined
  if (concreteEngines.includes(targetRoom.folder)) {
    return wiring.has(path) || (typeOnly && room.mayImport.includes('server/models'))
      ? undefined
      : `${path} imports the concrete engine ${target}`
  }
  return room.mayImport.includes(targetRoom.folder) ? undefined : `${path} imports ${target}: against the order of the rooms`
}

function wrongPackage(path: string, room: Room, specifier: string, typeOnly: boolean): string | undefined {
  if (room.folder === 'server/features' && impureModules.test(specifier)) {
    return `${path} imports ${specifier}, which features are handed in`
  }
  const owners = rooms.filter(({ packages }) => packages?.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
  const [owner] = owners
  if (owner === undefined || owners.includes(room)) return undefined
  if (typeOnly && owners.some(({ folder }) => room.mayImport.includes(folder))) return undefined
  return `${path} imports ${specifier}, which belongs to ${owner.folder}`
}

function roomOf(path: string): Room | undefined {
  return rooms.filter(({ folder }) => path.startsWith(`${folder}/`)).sort((a, b) => b.folder.length - a.folder.length)[0]
}

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

/** Static imports, re-exports and `import()` with a fixed name. */
function importsOf(path: string, text: string): readonly Import[] {
  const imports: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push({ specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly === true })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteral(argument)) imports.push({ specifier: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return imports
}

/** The text without what is only said: comments, strings and regular expressions, which may name anything. */
function codeOf(path: string, text: string): string {
  const said: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) said.push(node)
    ts.forEachChild(node, visit)
  }
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  visit(file)
  const code = said.reduceRight((rest, node) => rest.slice(0, node.getStart(file)) + rest.slice(node.end), text)
  return code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}

/** Past it a source holds more than one idea. A table of test cases may be longer. */
const mostLines = { source: 300, test: 500 }
const vagueNames = /^(utils?|helpers?|common|misc|shared|stuff)\.[a-z]+$/

/** What is wrong with a file by itself, where the linter cannot tell. */
export function fileProblems(path: string, text: string): readonly string[] {
  const problems: string[] = []
  const lines = text.split('\n').length - 1
  if (lines > mostLines[path.startsWith('test/') ? 'test' : 'source'])
    problems.push(`${path} has ${lines} lines; split what are two ideas`)
  if (vagueNames.test(posix.basename(path))) problems.push(`${path} is not named after what it holds`)
  if (/\bTODO\b(?!:? \S.{15,})/.test(text)) problems.push(`${path} has a TODO that does not say what and why`)
  if (/@ts-(ignore|nocheck)/.test(text)) problems.push(`${path} switches the compiler off`)
  return problems
}
