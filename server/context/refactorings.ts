import type { OffsetSpan } from './cuts.ts'
import { type ChangedText, type ChangeOfSeveral, type ProjectText, type RenameResult, sourceOf } from './projectEdits.ts'
import type { SourceText } from './source.ts'

/** Rewritings that TypeScript does by itself, without a model. */
export type MechanicalKind =
  | 'extractFunction'
  | 'extractConstant'
  | 'inlineVariable'
  | 'toAsync'
  | 'addTypes'
  | 'removeDeadCode'
  | 'optionalChain'
  | 'templateString'
  | 'arrowBraces'

/** A rewriting of a place that can be asked for, or that TypeScript refuses with a reason. */
export interface MechanicalOffer {
  readonly kind: MechanicalKind
  /** TypeScript's own sentence, in English; absent where it can be made. */
  readonly disabled?: string
}

/** What TypeScript named by itself, in the text after the rewriting, for somebody who knows a better name. */
export interface GivenName {
  readonly name: string
  /** Every place of the name. The declaration is `declaration`. */
  readonly places: readonly OffsetSpan[]
  readonly declaration: OffsetSpan
}

/** `text` is the whole of the text after it. */
export type MechanicalResult =
  | { readonly kind: 'made'; readonly text: string; readonly given?: GivenName }
  | { readonly kind: 'refused'; readonly reason: string }

/** A place of a name, and what another name needs around it: the short form of a property, `{ name }`, becomes `{ name: other }`. */
export interface NamePlace extends OffsetSpan {
  readonly prefix?: string
  readonly suffix?: string
}

/** A name and all its places in a text. */
export interface NamePlaces {
  readonly name: string
  readonly places: readonly NamePlace[]
  /** Whether no other file can use the name. */
  readonly isLocal: boolean
  /** Whether its value comes out of a getter, which may do something; absent where nothing of the kind is known. */
  readonly fromGetter?: boolean
}

/** TypeScript's rewritings of one text. `undefined` where it has none: another language, too long a text, or it gave up. */
export interface Refactorings {
  /** What may be done at a span; an empty one is a cursor. */
  offers(source: SourceText, span: OffsetSpan): Promise<readonly MechanicalOffer[] | undefined>
  make(source: SourceText, span: OffsetSpan, kind: MechanicalKind): Promise<MechanicalResult | undefined>
  /** Of the variable, parameter, function or type whose name is at an offset; `undefined`, too, where nothing of that kind is there. */
  places(source: SourceText, offset: number): Promise<NamePlaces | undefined>
}

/** What TypeScript knows of several files at once. `undefined` as of Refactorings. */
export interface ProjectRefactorings {
  /** Another name for what is named at an offset, in the source, in `others`, and in what they import. */
  rename(source: SourceText, offset: number, newName: string, others: readonly ProjectText[]): Promise<RenameResult | undefined>
  /** What changing these files together does. */
  changeOfSeveral(files: readonly ChangedText[]): Promise<ChangeOfSeveral | undefined>
}

/** Questions about a text as plain data, for asking them in another thread. */
export type RefactoringQuestion =
  | { readonly kind: 'offers'; readonly span: OffsetSpan }
  | { readonly kind: 'make'; readonly span: OffsetSpan; readonly refactoring: MechanicalKind }
  | { readonly kind: 'places'; readonly offset: number }
  | { readonly kind: 'rename'; readonly offset: number; readonly newName: string; readonly others: readonly ProjectText[] }
  | { readonly kind: 'several'; readonly files: readonly ChangedText[] }

export type RefactoringAnswer =
  | { readonly kind: 'offers'; readonly offers: readonly MechanicalOffer[] }
  | { readonly kind: 'make'; readonly result: MechanicalResult }
  | { readonly kind: 'places'; readonly places: NamePlaces }
  | { readonly kind: 'rename'; readonly result: RenameResult }
  | { readonly kind: 'several'; readonly change: ChangeOfSeveral }

/** Refactorings by whoever answers their questions, in this thread or in another one. */
export function refactoringsBy(
  ask: (source: SourceText, question: RefactoringQuestion) => Promise<RefactoringAnswer | undefined>,
): Refactorings & ProjectRefactorings {
  return {
    async offers(source, span) {
      const answer = await ask(source, { kind: 'offers', span })
      return answer?.kind === 'offers' ? answer.offers : undefined
    },
    async make(source, span, refactoring) {
      const answer = await ask(source, { kind: 'make', span, refactoring })
      return answer?.kind === 'make' ? answer.result : undefined
    },
    async places(source, offset) {
      const answer = await ask(source, { kind: 'places', offset })
      return answer?.kind === 'places' ? answer.places : undefined
    },
    async rename(source, offset, newName, others) {
      const answer = await ask(source, { kind: 'rename', offset, newName, others })
      return answer?.kind === 'rename' ? answer.result : undefined
    },
    async changeOfSeveral(files) {
      const [first] = files
      const answer = first && (await ask(sourceOf(first), { kind: 'several', files }))
      return answer?.kind === 'several' ? answer.change : undefined
    },
  }
}
