import type { ActionCase, Replacements } from '../actionCase.ts'

/** The case as a file with Windows line ends has it. Its test stays as it is, because it is a file of its own. */
export function withCrLf(each: ActionCase): ActionCase {
  const { expected } = each
  return {
    ...each,
    text: crLf(each.text),
    expected:
      expected.kind === 'applied'
        ? { ...expected, solution: replacementsOf(expected.solution) }
        : { ...expected, ...(expected.naive === undefined ? {} : { naive: replacementsOf(expected.naive) }) },
  }
}

function replacementsOf(replacements: Replacements): Replacements {
  return replacements.map(([before, after]) => [crLf(before), crLf(after)] as const)
}

function crLf(text: string): string {
  return text.replaceAll('\n', '\r\n')
}
