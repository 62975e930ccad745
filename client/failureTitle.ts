/** Longer ones are no title. UTF-16 code units. */
const longest = 200
/** `TypeError: x is not a function`, `java.lang.IllegalStateException: …`, `AssertionError [ERR_ASSERTION]: …`, `Uncaught Error`. */
const saysError = /^(?:Uncaught |Unhandled |Caused by: )?[\p{L}\p{N}_$.]*(?:Error|Exception)\b(?: \[[^\]]*\])?(?::|$)/u

/** What a failure is called: the line that names the error, which programs print above or below its frames, else the first line that says something. */
export function failureTitle(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return (lines.find((line) => saysError.test(line)) ?? lines[0] ?? '').slice(0, longest)
}
