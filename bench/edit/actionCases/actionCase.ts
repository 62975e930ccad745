/** Parts of a text with what stands there instead; each part stands in the text once. */
export type Replacements = readonly (readonly [before: string, after: string])[]

export type ActionLanguage = 'typescript' | 'javascript' | 'python'

/** A file, the place where somebody asks for a code action, and how to tell whether what came of it is right. */
export interface ActionCase {
  /** What the case is about, in a few words; unique within its kind and language. */
  readonly name: string
  /** As LSP names it: `refactor.rewrite.earlyReturn`; `generate.documentation` is the request `latent/generate`. */
  readonly kind: string
  readonly language: ActionLanguage
  /** The file, with the cursor `[||]` or the selection `[|…|]`. */
  readonly text: string
  /** Statements that throw where the code does not what it did: `subject` is the file's module; in Python all of its names are imported. */
  readonly test: string
  readonly expected: Expectation
}

export type Expectation =
  | {
      readonly kind: 'applied'
      /** What the new text has and lacks besides passing the test; it differs from the old one in any case. */
      readonly has?: readonly RegExp[]
      readonly lacks?: readonly RegExp[]
      /** One right answer, to show that the case can be passed. */
      readonly solution: Replacements
    }
  | {
      /** A trap: whatever is changed here is wrong. */
      readonly kind: 'refused'
      /** Why, in a few words. */
      readonly trap: string
      /** What a careless tool would make of it, to show that the test notices; absent where there is no such text. */
      readonly naive?: Replacements
      /** Typed at the top of the file after the action was offered and before it is chosen. */
      readonly typedMeanwhile?: string
    }

/** The text with its parts replaced. Throws where a part does not stand in it exactly once. */
export function replaced(text: string, replacements: Replacements): string {
  return replacements.reduce((sum, [before, after]) => {
    if (sum.split(before).length !== 2) throw new Error(`does not stand there once: ${before}`)
    return sum.replace(before, () => after)
  }, text)
}
