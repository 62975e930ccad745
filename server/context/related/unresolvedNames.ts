import { type Grammar, languageOf } from '../languages.ts'
import type { Import } from './codeModule.ts'
import { resolveImport } from './resolveImport.ts'
import { type Place, statementIn, textAround, type UsedNames, usedNames } from './usedNames.ts'
import type { VisibleFiles } from './visibleFiles.ts'
import { tellingWords } from './words.ts'

/** A name whose declaration no path leads to. */
export interface UnresolvedName {
  readonly name: string
  /** Where it stands in the document, in UTF-16 code units: in its import, else where it is used. */
  readonly offset: number
  /** What it is imported from, as written; empty where no import tells. */
  readonly from: string
}

/** Asking an editor for more would keep its language services busy. */
const most = 8
/** Languages whose imports name what they bring in; in the others a type may come from anywhere. */
const namesItsImports: ReadonlySet<Grammar> = new Set(['typescript', 'tsx', 'javascript', 'python'])
/** Lines of C# that name no type. */
const namespaceLine = /^[ \t]*(?:global[ \t]+)?(?:using|namespace)[ \t]+[\w.]+[ \t]*[;{]?[ \t]*$/gm

/**
 * Names that come from elsewhere though no path within the folder leads there, used at the cursor first; 8 at most. Stays the same while
 * the user types within 16 lines and uses no other name.
 */
export function unresolvedNames(place: Place, imports: readonly Import[], files: VisibleFiles): readonly UnresolvedName[] {
  const grammar = languageOf(place.source.languageId)?.grammar
  if (grammar === undefined || place.path === '') return []
  // What comes with Node.js lies outside of every workspace.
  const foreign = imports.filter(({ specifier }) => !specifier.startsWith('node:'))
  const unresolved = foreign.filter((each) => resolveImport(each, place.path, grammar, files).length === 0)
  const used = usedNames(place, imports)
  const named = unresolved.flatMap((each) => importedNames(each, place, imports))
  const mayBeAnywhere = grammar === 'c-sharp' || unresolved.some(({ everything, names }) => everything && names.length === 0)
  const types = mayBeAnywhere && !namesItsImports.has(grammar) ? typeNames(place, imports) : []
  return inOrderOfUse([...named, ...types], used).slice(0, most)
}

function inOrderOfUse(names: readonly UnresolvedName[], { here, near }: UsedNames): readonly UnresolvedName[] {
  const distance = ({ name }: UnresolvedName) => (here.has(name) ? 0 : near.has(name) ? 1 : 2)
  return [...names].sort((a, b) => distance(a) - distance(b))
}

/** A namespace has no declaration of its own, and which of its members are meant only a use of it says: it is left out. */
function importedNames(imported: Import, place: Place, imports: readonly Import[]): readonly UnresolvedName[] {
  return imported.names.flatMap(({ local }) => {
    const offset = offsetInImport(local, imported, place) ?? offsetOfUse(local, place, imports)
    return offset === undefined ? [] : [{ name: local, offset, from: imported.specifier }]
  })
}

function offsetInImport(name: string, { statement }: Import, place: Place): number | undefined {
  const { startOffset, endOffset } = statementIn(place, statement)
  if (startOffset < 0) return undefined
  // The file that is imported from is often called like what it holds.
  const text = place.source.text.slice(startOffset, endOffset).replace(/(['"]).*?\1/g, (quoted) => ' '.repeat(quoted.length))
  const at = [...text.matchAll(wholeWord(name))].at(-1)?.index
  return at === undefined ? undefined : startOffset + at
}

function offsetOfUse(name: string, place: Place, imports: readonly Import[]): number | undefined {
  const { text } = place.source
  const spans = imports.map(({ statement }) => statementIn(place, statement))
  const uses = [...text.matchAll(wholeWord(name))].map(({ index }) => index)
  const elsewhere = uses.filter((at) => !spans.some(({ startOffset, endOffset }) => startOffset <= at && at < endOffset))
  const distance = (at: number) => Math.abs(at - place.offset)
  // The word at the cursor is in the making.
  return elsewhere
    .filter((at) => place.offset < at || place.offset > at + name.length)
    .reduce<number | undefined>((best, at) => (best === undefined || distance(at) < distance(best) ? at : best), undefined)
}

/** What looks like a type by its first letter and is neither imported by name nor declared in the document. */
function typeNames(place: Place, imports: readonly Import[]): readonly UnresolvedName[] {
  const { source } = place
  const imported = new Set(imports.flatMap(({ names }) => names.map(({ local }) => local)))
  const text = textAround(place, imports, 'near').replace(namespaceLine, '')
  const words = new Set(tellingWords(text, source.languageId))
  const names = [...words].filter((word) => /^\p{Lu}/u.test(word) && !imported.has(word) && !declares(source.text, word))
  return names.flatMap((name) => {
    const offset = offsetOfUse(name, place, imports)
    return offset === undefined ? [] : [{ name, offset, from: '' }]
  })
}

const declares = (text: string, name: string) =>
  new RegExp(`\\b(?:class|struct|interface|enum|record|trait|union|type|func|namespace)\\s+${name}\\b`, 'u').test(text)

const wholeWord = (name: string) => new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'gu')
