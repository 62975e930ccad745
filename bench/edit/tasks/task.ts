/** A small change that somebody asks for, and a test that only the changed code passes. */
export interface EditTask {
  readonly id: string
  /** The function that is to be changed, with its class in front: `Cart.total`. */
  readonly symbol: string
  /** As a developer would type it; some are Chinese. */
  readonly instruction: string
  /** What stands in the function before and after: one right answer, to show that the test can be passed. */
  readonly solution: readonly (readonly [before: string, after: string])[]
  /** Statements that throw when the code is wrong: `subject` is the file's module, `assert` is Node's; in Python all names are imported. */
  readonly test: string
}

/** A file of a project with changes that are asked for, each of the file as it is here. */
export interface TaskFile {
  readonly path: string
  readonly text: string
  readonly tasks: readonly EditTask[]
}
