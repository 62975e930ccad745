/** What takes an error away without mending anything, by how it is written. */
const silencers: readonly RegExp[] = [
  /@ts-(ignore|expect-error|nocheck)|eslint-disable|#\s*(type:\s*ignore|noqa|pylint:|pyright:)/g,
  /\bas\s+(any|unknown|never)\b|:\s*any\b|<any>|\bAny\b/g,
  /\bas\s+(?!const\b|any\b|unknown\b|never\b)[\p{L}_{[(]/gu,
  // `x!` where no comparison and no other operand follows.
  /(?<=[\p{L}\p{N}_$)\]])!(?!=)/gu,
  /\?\.(?!\d)/g,
]

/**
 * Whether an edit only silences: it adds a cast, a non-null mark, an optional chain or a comment for the checker, or takes a statement away.
 * `before` and `after` are what stands on its line beside it.
 */
export function isSilencing(written: string, newText: string, before = '', after = ''): boolean {
  const inLine = (text: string) => before + text + after
  if (silencers.some((silencer) => count(inLine(newText), silencer) > count(inLine(written), silencer))) return true
  return isNothing(newText) && /[(=]|\b(return|throw|await|yield|if|for|while)\b/.test(written)
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}

/** Nothing that runs: white space, an end of a statement, or a comment. */
function isNothing(text: string): boolean {
  return /^[\s;]*$/.test(text.replaceAll(/\/\*.*?\*\/|(\/\/|#).*$/gms, ''))
}
