import type { SuspectKind } from './suspect.ts'

/** The rule that a finding of each kind goes by: its diagnostic's code, and what `latent-ignore` names. */
export const ruleIds: Readonly<Record<SuspectKind, string>> = {
  comparison: 'bug.comparison',
  boundary: 'bug.off-by-one',
  boolean: 'bug.boolean',
  arithmetic: 'bug.arithmetic',
  argumentOrder: 'bug.argument-order',
  variable: 'bug.wrong-variable',
  member: 'bug.wrong-member',
  negation: 'bug.negation',
  constant: 'bug.wrong-constant',
  await: 'bug.missing-await',
  return: 'bug.missing-return',
  break: 'bug.missing-break',
  nullCheck: 'bug.null-check',
  equality: 'bug.equality',
  claim: 'bug.claim',
  surprise: 'bug.unlikely-code',
}
