/** English texts with `{0}`, `{1}` … for their code in backticks and their numbers, each with its translation. */
export type Texts = Readonly<Record<string, string>>

/** An English sentence that is put together of parts, and its Chinese with the names of the parts in braces. */
export interface Sentence {
  /** With a named group for each part. Every part is put into Chinese by itself; the sentence stays English where one cannot be. */
  readonly english: RegExp
  readonly chinese: string
  /** The parts that stay as they are: what others wrote, and names. */
  readonly kept?: readonly string[]
}
