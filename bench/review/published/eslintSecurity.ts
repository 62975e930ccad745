import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { SecurityPair } from '../security/pair.ts'

/** The rules that speak of a weakness, rather than of an old or an odd way to write. */
const weaknesses: readonly { readonly rule: string; readonly weakness: string; readonly cwe: number }[] = [
  { rule: 'detect-child-process', weakness: 'command-injection', cwe: 78 },
  { rule: 'detect-eval-with-expression', weakness: 'code-injection', cwe: 95 },
  { rule: 'detect-non-literal-fs-filename', weakness: 'path-traversal', cwe: 22 },
  { rule: 'detect-unsafe-regexp', weakness: 'slow-regular-expression', cwe: 1333 },
  { rule: 'detect-pseudoRandomBytes', weakness: 'weak-randomness', cwe: 338 },
]

type Case = string | { readonly code: string }
interface Cases {
  readonly valid: readonly Case[]
  readonly invalid: readonly Case[]
}

/**
 * The test cases of eslint-plugin-security, which its package carries: code that it reports, each beside code that it does not. The lockfile
 * pins the package by its digest.
 */
export function eslintSecurityPairs(): readonly SecurityPair[] {
  const require = createRequire(import.meta.url)
  const folder = join(dirname(require.resolve('eslint-plugin-security')), 'test', 'rules')
  return weaknesses.flatMap(({ rule, weakness, cwe }) => {
    const suites = casesIn(join(folder, `${rule}.js`), require)
    const valid = suites.flatMap((each) => each.valid.map(codeOf))
    const invalid = suites.flatMap((each) => each.invalid.map(codeOf))
    return invalid.slice(0, valid.length).map((vulnerable, index): SecurityPair => {
      const pair = { vulnerable, safe: valid[index] ?? '', marked: vulnerable.trim() }
      return { name: `${rule} ${index + 1}`, weakness, cwe, languageId: 'javascript', half: 'heldOut', ...pair }
    })
  })
}

/** What a test file hands to eslint's tester, which does not run here. */
function casesIn(path: string, require: NodeJS.Require): readonly Cases[] {
  const { RuleTester } = require('eslint') as { RuleTester: { prototype: { run: unknown } } }
  const { run } = RuleTester.prototype
  const found: Cases[] = []
  RuleTester.prototype.run = (_name: string, _rule: unknown, cases: Cases) => void found.push(cases)
  try {
    require(path)
  } finally {
    RuleTester.prototype.run = run
  }
  return found
}

function codeOf(each: Case): string {
  return `${typeof each === 'string' ? each : each.code}\n`
}
