import type { OffsetSpan } from '../cuts.ts'
import type { Grammar } from '../languages.ts'
import type { Outline } from './outline.ts'

/** A name that an import brings in: as the other file has it, and as it is called here. */
export interface ImportedName {
  readonly imported: string
  readonly local: string
}

/** One import of a file. In a re-export `local` is the name under which it goes out again. */
export interface Import {
  /** As it is written: `./a`, `..pkg.mod`, `crate::a::b`. */
  readonly specifier: string
  readonly names: readonly ImportedName[]
  /** Whether all that the other file exports comes in, bare or under one name. */
  readonly everything: boolean
  /** The statement, in UTF-16 code units. */
  readonly statement: OffsetSpan
}

/** Something that a file declares at its top. */
export interface Declaration {
  readonly names: readonly string[]
  readonly exported: boolean
  readonly startOffset: number
  readonly endOffset: number
  /** Zero-based, as is the last one. */
  readonly startLine: number
  readonly endLine: number
  readonly outline: Outline
}

/** What one file tells others. */
export interface CodeModule {
  readonly grammar: Grammar
  readonly declarations: readonly Declaration[]
  /** Exported names that differ from the declared ones, `default` among them. */
  readonly exports: ReadonlyMap<string, string>
  readonly imports: readonly Import[]
  readonly reexports: readonly Import[]
}
