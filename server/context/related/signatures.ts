import { type Grammar, languageOf } from '../languages.ts'
import { SourceText } from '../source.ts'
import type { CodeModule, Declaration, Import } from './codeModule.ts'
import type { DocumentImports } from './documentImports.ts'
import type { ModuleCache } from './moduleCache.ts'
import { siblings } from './resolveByFolder.ts'
import { type ImportTarget, resolveImport } from './resolveImport.ts'
import { type Form, Shelf } from './shelf.ts'
import type { VisibleFiles } from './visibleFiles.ts'
import { linesAround, textWithoutWordAt, wordsOf } from './words.ts'

/** Where a name is declared, as an editor's language service tells it. */
export interface Definition {
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** Anywhere within the declaration, in UTF-16 code units. */
  readonly offset: number
}

export interface SignaturesAsk {
  /** Absolute; empty for an untitled document, whose imports lead nowhere. */
  readonly path: string
  readonly source: SourceText
  /** The cursor, in UTF-16 code units. */
  readonly offset: number
  /** Text in front of the document's that its imports may stand in: earlier cells of a notebook. */
  readonly textBefore: string
  readonly definitions: readonly Definition[]
  /** Characters, names of files included. */
  readonly room: number
}

/** Lines above and below the cursor's step of lines whose names count as used at the cursor, and around it. */
const usedWithin = { here: 8, near: 40 }
/** Imports go through at most so many files that only pass a name on. */
const mostHops = 5
/** Files looked at for one place. */
const mostFiles = 80

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
  const names = { here: usedNames(ask, imports, usedWithin.here), near: usedNames(ask, imports, usedWithin.near) }
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

function withTextBefore({ path, source, textBefore }: SignaturesAsk): SourceText {
  return textBefore === '' ? source : new SourceText(path, source.languageId, textBefore + source.text)
}

/** Names used around the cursor. That they are imported there does not count. */
function usedNames(
  { source, offset, textBefore }: SignaturesAsk,
  imports: readonly Import[],
  lines: number,
): ReadonlySet<string> {
  const statements = imports.map(({ statement }) => ({
    startOffset: statement.startOffset - textBefore.length,
    endOffset: statement.endOffset - textBefore.length,
  }))
  return wordsOf(textWithoutWordAt(source, linesAround(source, offset, lines, lines), offset, statements))
}

function fill(shelf: Shelf, candidates: readonly Candidate[], form: Form): void {
  for (const { path, declaration } of candidates) shelf.put(path, declaration, form)
}

interface UsedNames {
  readonly here: ReadonlySet<string>
  readonly near: ReadonlySet<string>
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
    for (const { name, path, offset } of definitions) {
      const module = path === this.#path ? undefined : await this.#module(path)
      const declaration =
        module?.declarations.find(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset) ??
        module?.declarations.find(({ names }) => names.includes(name))
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
