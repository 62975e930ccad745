/** How many errors of a changed text the text before did not have; one that stood there twice excuses two. */
export function countAdded(before: readonly string[], after: readonly string[]): number {
  const unmatched = [...before]
  return after.filter((error) => {
    const match = unmatched.indexOf(error)
    if (match >= 0) unmatched.splice(match, 1)
    return match < 0
  }).length
}
