import type { DismissalReason } from '../../protocol/dismissal.ts'

/** Version of the form of the examples; raised when a field changes its meaning or goes away. */
export const datasetVersion = 1

export const splits = ['train', 'validation', 'test'] as const
export type Split = (typeof splits)[number]

/** What the hole of a fill-in-the-middle example was in the syntax tree. */
export const spanKinds = ['expression', 'statement', 'block', 'functionBody'] as const
export type SpanKind = (typeof spanKinds)[number]

interface ExampleBase {
  /** Of the content: the same example has the same id everywhere. */
  readonly id: string
  /** From the top of the repository, with `/`. */
  readonly path: string
  /** LSP language id. */
  readonly language: string
}

/** Code with a hole: a model is to write `middle` between `prefix` and `suffix`. */
export interface FimExample extends ExampleBase {
  readonly kind: 'fim'
  readonly span: SpanKind
  /** The commit whose text it is. */
  readonly commit: string
  readonly prefix: string
  readonly middle: string
  readonly suffix: string
}

/** A function before and after a commit that says that it mends something. */
export interface ReviewExample extends ExampleBase {
  readonly kind: 'review'
  readonly commit: string
  /** ISO 8601 in UTC. */
  readonly date: string
  /** First line of the commit's message. */
  readonly subject: string
  /** Name of the function, with its classes. */
  readonly symbol: string
  readonly before: string
  readonly after: string
}

/** A finding that somebody dismissed: what a review is not to report. */
export interface VerdictExample extends ExampleBase {
  readonly kind: 'verdict'
  readonly rule: string
  readonly title: string
  readonly verdict: 'dismissed'
  readonly reason?: DismissalReason
  /** The function or lines it is about, where they still stand in the file. */
  readonly code?: string
}

export type Example = FimExample | ReviewExample | VerdictExample

/** Why something did not become an example. */
export const omissions = [
  'secretFile',
  'secretText',
  'generated',
  'vendored',
  'ignored',
  'otherLicence',
  'notText',
  'copiedFile',
  'exactDuplicate',
  'nearDuplicate',
  'acrossTime',
] as const
export type Omission = (typeof omissions)[number]

/** So much of what surrounds a hole tells it from others; holes of one file share most of their surroundings. UTF-16 code units. */
const nearHole = 200

/** The text of an example in which duplicates are looked for. */
export function contentOf(example: Example): string {
  switch (example.kind) {
    case 'fim':
      return `${example.prefix.slice(-nearHole)}\0${example.middle}\0${example.suffix.slice(0, nearHole)}`
    case 'review':
      return `${example.before}\0${example.after}`
    case 'verdict':
      return `${example.rule}\0${example.title}\0${example.code ?? ''}`
  }
}
