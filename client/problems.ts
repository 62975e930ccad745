/** What a service of the editor says of a file. */
export interface KnownProblem {
  readonly isError: boolean
  readonly source: string
  readonly code: string
  readonly message: string
}

/** The errors that were not there before. Where they stand does not count, because an edit moves them; findings of ours are no errors. */
export function addedErrors(before: readonly KnownProblem[], after: readonly KnownProblem[]): readonly KnownProblem[] {
  const known = errorsIn(before).map(keyOf)
  return errorsIn(after).filter((problem) => {
    const match = known.indexOf(keyOf(problem))
    if (match >= 0) known.splice(match, 1)
    return match < 0
  })
}

function errorsIn(problems: readonly KnownProblem[]): readonly KnownProblem[] {
  return problems.filter(({ isError, source }) => isError && source !== 'latent')
}

function keyOf({ source, code, message }: KnownProblem): string {
  return [source, code, message].join('\0')
}
