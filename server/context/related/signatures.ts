import { type Grammar, languageOf } from '../languages.ts'
import type { CodeModule, Declaration, Import } from './codeModule.ts'
import type { DocumentImports } from './documentImports.ts'
import type { ModuleCache } from './moduleCache.ts'
import { siblings } from './resolveByFolder.ts'
import { type ImportTarget, resolveImport } from './resolveImport.ts'
import { type Form, Shelf } from './shelf.ts'
import { type Place, type UsedNames, usedNames, withTextBefore } from './usedNames.ts'
import type { VisibleFiles } from './visibleFiles.ts'
import { wordsOf } from './words.ts'

/** Where a name is declared, as an editor's language service tells it. */
export interface Definition {
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** Any line of the declaration, zero-based. */
  readonly line: number
}

export interface SignaturesAsk extends Place {
  readonly definitions: readonly Definition[]
  /** Characters, names of files included. */
  readonly room: number
}

/** Imports go through at most so many files that only pass a name on. */
const mostHops = 5
/** Files looked at for one place. */
const mostFiles = 80
/** Packages that were installed into the folder are no part of the workspace, whether ignored or not. */
const installed = /(?:^|\/)(?:node_modules|site-packages)\//

/** Which declarations go first: used at the cursor; used around it; imported by name; of a namespace and not used here. */
type Level = 'here' | 'near' | 'named' | 'rest'

interface Candidate {
  readonly path: string
  readonly declaration: Declaration
  readonly level: Level
}

/** Signatures of what a document imports, by file. Rejects with the signal's reason once it is aborted. */
export async function signaturesFor(
  ask: SignaturesAsk,
  files: VisibleFiles,
  cache: { readonly modules: ModuleCache; readonly imports: DocumentImports },
  signal: AbortSignal,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const imports = await cache.imports.of(ask.path, withTextBefore(ask))
  const names = usedNames(ask, imports)
  const search = new Search(ask.path, names, files, cache.modules, signal)
  const grammar = languageOf(ask.source.languageId)?.grammar
  if (grammar !== undefined && ask.path !== '') await search.imports(imports, grammar)
  await search.definitions(ask.definitions)

  const shelf = new Shelf(ask.room, names.near, (path) => files.nameOf(path))
  const used = [...search.found('here'), ...search.found('near')]
  fill(shelf, used, 'brief')
  fill(shelf, used, 'full')
  // What the shown signatures mention says how to use them: it goes before what is used elsewhere.
  fill(shelf, await search.typesOf(shelf), 'full')
  fill(shelf, search.found('named'), 'full')
  fill(shelf, await search.typesOf(shelf), 'full')
  fill(shelf, search.found('rest'), 'full')
  return shelf.texts()
}

function fill(shelf: Shelf, candidates: readonly Candidate[], form: Form): void {
  for (const { path, declaration } of candidates) shelf.put(path, declaration, form)
}

class Search {
  readonly #path: string
  readonly #used: UsedNames
  readonly #files: VisibleFiles
  readonly #modules: ModuleCache
  readonly #signal: AbortSignal
  readonly #seen = new Set<string>()
  #candidates: Candidate[] = []

  constructor(path: string, used: UsedNames, files: VisibleFiles, modules: ModuleCache, signal: AbortSignal) {
    this.#path = path
    this.#used = used
    this.#files = files
    this.#modules = modules
    this.#signal = signal
  }

  found(level: Level): readonly Candidate[] {
    return inOrder(this.#candidates.filter((each) => each.level === level))
  }

  async imports(imports: readonly Import[], grammar: Grammar): Promise<void> {
    const path = this.#path
    const targets = imports.flatMap((each) => resolveImport(each, path, grammar, this.#files))
    const neighbours = grammar === 'go' || grammar === 'java' ? siblings(path, this.#used.near, this.#files) : []
    for (const target of [...targets, ...neighbours]) await this.#follow(target)
  }

  async definitions(definitions: readonly Definition[]): Promise<void> {
    for (const { name, path, line } of definitions) {
      if (path === this.#path || installed.test(this.#files.nameOf(path))) continue
      const declarations = (await this.#module(path))?.declarations ?? []
      const there = declarations.filter(({ startLine, endLine }) => startLine <= line && line <= endLine)
      const isNamed = ({ names }: Declaration) => names.includes(name)
      // The file may have been edited since; and under another name than here the declaration is known by its lines alone.
      const declaration = there.find(isNamed) ?? declarations.find(isNamed) ?? there[0]
      if (declaration !== undefined) this.#add(path, declaration, this.#levelOf(name, 'named'))
    }
  }

  /** One hop further: what the chosen signatures mention, declared in the same file or imported there. */
  async typesOf(shelf: Shelf): Promise<readonly Candidate[]> {
    const before = this.#candidates
    this.#candidates = []
    for (const { path, text } of shelf.isFull ? [] : shelf.placed) {
      const module = await this.#module(path)
      const imported = new Set(module?.imports.flatMap(({ names }) => names.map(({ local }) => local)))
      for (const word of wordsOf(text)) {
        const declared = module?.declarations.some(({ names }) => names.includes(word)) === true
        if (declared || imported.has(word)) await this.#lookUp(path, word, 'named', mostHops)
      }
    }
    const types = inOrder(this.#candidates)
    this.#candidates = before
    return types
  }

  async #follow({ path, names, everything }: ImportTarget): Promise<void> {
    for (const { imported, local } of names) {
      await this.#lookUp(path, imported, this.#levelOf(local, 'named'), mostHops)
    }
    if (everything !== 'no') await this.#everythingOf(path, everything, mostHops)
  }

  async #everythingOf(path: string, everything: 'all' | 'used', hops: number): Promise<void> {
    const module = await this.#module(path)
    if (module === undefined || hops === 0) return
    const passedOn = new Set(module.exports.values())
    for (const declaration of module.declarations) {
      if (!declaration.exported && !declaration.names.some((name) => passedOn.has(name))) continue
      const used = declaration.names.find((name) => this.#used.near.has(name))
      if (used !== undefined || everything === 'all') this.#add(path, declaration, this.#levelOf(used, 'rest'))
    }
    for (const each of module.reexports) {
      for (const target of this.#targets(each, path, module)) {
        for (const { imported, local } of target.names) {
          const wanted = everything === 'all' || this.#used.near.has(local)
          if (wanted) await this.#lookUp(target.path, imported, this.#levelOf(local, 'rest'), hops - 1)
        }
        if (each.everything && each.names.length === 0) await this.#everythingOf(target.path, everything, hops - 1)
      }
    }
  }

  /** Finds what a file offers under a name, through files that only pass it on. */
  async #lookUp(path: string, name: string, level: Level, hops: number): Promise<void> {
    const module = await this.#module(path)
    if (module === undefined || hops === 0) return
    const local = module.exports.get(name) ?? name
    const declared = module.declarations.filter(({ names }) => names.includes(local))
    for (const declaration of declared) this.#add(path, declaration, level)
    if (declared.length > 0) return

    for (const each of [...module.reexports, ...module.imports]) {
      const known = each.names.find((pair) => pair.local === name || pair.local === local)
      if (known === undefined && !(each.everything && module.reexports.includes(each))) continue
      for (const target of this.#targets(each, path, module)) {
        await this.#lookUp(target.path, known?.imported ?? name, level, hops - 1)
      }
      if (known !== undefined) return
    }
  }

  #targets(imported: Import, from: string, module: CodeModule): readonly ImportTarget[] {
    return resolveImport(imported, from, module.grammar, this.#files).filter(({ path }) => path !== this.#path)
  }

  #levelOf(name: string | undefined, otherwise: Level): Level {
    if (name === undefined || !this.#used.near.has(name)) return otherwise
    return this.#used.here.has(name) ? 'here' : 'near'
  }

  #add(path: string, declaration: Declaration, level: Level): void {
    this.#candidates.push({ path, declaration, level })
  }

  async #module(path: string): Promise<CodeModule | undefined> {
    this.#signal.throwIfAborted()
    this.#seen.add(path)
    return this.#seen.size > mostFiles ? undefined : this.#modules.at(path, this.#files)
  }
}

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort((a, b) => compare(a.path, b.path) || a.declaration.startOffset - b.declaration.startOffset)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
