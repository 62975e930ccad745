import type { Finding, Severity } from '../../protocol/finding.ts'

/** Exit codes of every subcommand; scripts and CI rely on them. */
export const exitCode = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  findings: 1,
  /** Wrong arguments, no model, no engine: one line on stderr says which. */
  couldNotRun: 2,
  /** Cancelled, or out of budget with nothing found that would fail the run; what was found is printed. */
  stoppedEarly: 3,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

/** From the gravest down; a hint never fails a run. */
const ranks: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 }

export const failOnChoices = ['error', 'warning', 'info', 'never'] as const
export type FailOn = (typeof failOnChoices)[number]

/** Whether a finding is at or above the severity that makes the run fail. */
export function fails(finding: Finding, failOn: FailOn): boolean {
  return failOn !== 'never' && ranks[finding.severity] >= ranks[failOn]
}
