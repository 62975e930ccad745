/** How many texts of a list, such as the errors of a changed file, the one before did not have; one that stood there twice excuses two. */
export function countAdded(before: readonly string[], after: readonly string[]): number {
  const unmatched = [...before]
  return after.filter((text) => {
    const match = unmatched.indexOf(text)
    if (match >= 0) unmatched.splice(match, 1)
    return match < 0
  }).length
}
