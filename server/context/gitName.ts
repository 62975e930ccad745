/** Characters that git writes by a letter behind a backslash (quote.c of git; the names are C's). */
const letters: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', '"': '"', '\\': '\\' },
}

/**
 * The name that git means by what its patches say of a file: one with a control character, a quote or a backslash in it stands between quotes,
 * with those escaped and bytes as three octal digits. Every other name is as it stands.
 */
export function unquotedName(written: string): string {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/.exec(written) ?? []
  if (inner === undefined) return written
  const parts = inner.match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? []
  const bytes = parts.map((part) => {
    const [, octal] = /^\\([0-7]{3})$/.exec(part) ?? []
    if (octal !== undefined) return Buffer.from([Number.parseInt(octal, 8) & 0xff])
    return Buffer.from(part.startsWith('\\') ? (letters[part.slice(1)] ?? part.slice(1)) : part)
  })
  return Buffer.concat(bytes).toString()
}
