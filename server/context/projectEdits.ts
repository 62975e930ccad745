import type { OffsetSpan } from './cuts.ts'
import { SourceText } from './source.ts'

/** A file of a project as it stands in the editor or on the disk; plain data, because it goes to another thread. */
export interface ProjectText {
  /** Absolute, or relative to the folder that the asked source's path is relative to. */
  readonly path: string
  readonly languageId: string
  readonly text: string
}

/** Edits of one file, in its order and without overlaps. */
export interface ProjectEdit {
  readonly path: string
  readonly edits: readonly PlaceEdit[]
}

export interface PlaceEdit extends OffsetSpan {
  readonly newText: string
}

/** Another name for something, with every place that has to say it. */
export type RenameResult =
  | { readonly kind: 'made'; readonly name: string; readonly files: readonly ProjectEdit[] }
  /** In English. */
  | { readonly kind: 'refused'; readonly reason: string }

/** A file and the text that it is to have. */
export interface ChangedText extends ProjectText {
  readonly changedText: string
  /** Where the changed text says the new name, if a name is all that changes; else empty. */
  readonly named: readonly OffsetSpan[]
}

/** What changing several files at once does. */
export interface ChangeOfSeveral {
  /** Type errors that they have afterwards and did not have before. */
  readonly newErrors: number
  /**
   * Whether exactly the places in `named` mean one and the same thing afterwards: false where the new name is taken somewhere, so that one of
   * them means something else or something else is taken for it. True where no name is told.
   */
  readonly isOneName: boolean
}

/** Plain data as a source that positions can be asked of. */
export function sourceOf({ path, languageId, text }: ProjectText): SourceText {
  return new SourceText(path, languageId, text)
}
