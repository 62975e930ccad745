/** A correct text and single faults to put into it. Written for this bench, so that no model has seen the texts or their faults. */
export interface SeededFile {
  readonly path: string
  readonly text: string
  readonly faults: readonly SeededFault[]
}

/** `right` stands exactly once in the text; `wrong` in its place is the fault. */
export interface SeededFault {
  readonly kind: string
  readonly right: string
  readonly wrong: string
}
