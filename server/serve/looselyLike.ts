/** A pattern for a text whose blanks may be more or fewer, also around the signs of JSON. */
export function looselyLike(text: string): string {
  return text
    .split(/(\s+|[{}[\]:,])/)
    .map((part) => {
      if (/^\s*$/.test(part)) return part === '' ? '' : '\\s*'
      const escaped = part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      return /^[{}[\]:,]$/.test(part) ? `\\s*${escaped}\\s*` : escaped
    })
    .join('')
    .replace(/(?:\\s\*)+/g, '\\s*')
}
