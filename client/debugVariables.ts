import type { DebugVariable } from '../server/protocol/diagnose.ts'

export const mostVariables = 20
/** Of all names and values together. UTF-16 code units. */
const longestAll = 2000
const longestValue = 200
const masked = '•••'

/** Names of what must not be shown to anybody, whatever it holds. */
const secretNames =
  /pass(word|wd|phrase)?|secret|token|api_?key|private_?key|credential|cookie|session_?id|\bauth(?!or)|^pwd$|^pin$/i
/** Values that look like keys: those of well-known services, and long runs of letters and digits without a word in them. */
const secretValues: readonly RegExp[] = [
  /\b(sk|pk|rk)[-_](live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}/,
  /\b(gh[pousr]|github_pat|glpat|xox[abpr])[-_][A-Za-z0-9_-]{10,}/,
  /\bAKIA[0-9A-Z]{12,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Z])[A-Za-z0-9+/_-]{32,}\b/,
  /:\/\/[^\s/:@]+:[^\s/@]+@/,
]

/**
 * Variables as they may be sent: at most 20 and 2,000 characters, each once, long values cut, and what looks secret masked by its name or its
 * value. Those of the innermost scope come first and stay.
 */
export function sentVariables(variables: readonly DebugVariable[]): readonly DebugVariable[] {
  const sent: DebugVariable[] = []
  const seen = new Set<string>()
  let left = longestAll
  for (const { name, value } of variables) {
    if (sent.length === mostVariables) break
    if (seen.has(name) || isNoise(name, value)) continue
    seen.add(name)
    const shown = isSecret(name, value) ? masked : shortened(value)
    left -= name.length + shown.length
    if (left < 0) break
    sent.push({ name, value: shown })
  }
  return sent
}

/** Functions, modules and what debuggers add say nothing of the failure. */
function isNoise(name: string, value: string): boolean {
  return (
    /^(__\w+__|\[\[.*\]\]|(special|function|class) variables)$/.test(name) ||
    /^(ƒ|class |function\b|<module |<function )/.test(value)
  )
}

function isSecret(name: string, value: string): boolean {
  return secretNames.test(name) || secretValues.some((pattern) => pattern.test(value))
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim()
  return line.length > longestValue ? `${line.slice(0, longestValue - 1)}…` : line
}
