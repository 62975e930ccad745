import { Command, Option } from 'commander'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import type { GlobalOptions, Host } from './host.ts'
import { dismissedIn } from './input/dismissed.ts'
import { parseDuration } from './input/duration.ts'
import { changedTargets, type Targets, targetsAt } from './input/targets.ts'
import { type ExitCode, type FailOn, failOnChoices } from './output/exitCode.ts'
import { type Format, formats, reportIn } from './output/formats.ts'
import { paintFor } from './output/paint.ts'
import { progressFor } from './output/progress.ts'
import type { Report } from './output/report.ts'
import { ReviewRun } from './reviewRun.ts'

export interface ReviewOptions extends GlobalOptions {
  readonly changes?: string
  readonly format: Format
  readonly failOn: FailOn
  readonly model?: string
  readonly budget?: number
  readonly precision: number
  readonly showHeldBack?: boolean
}

const examples = `
Examples:
  latent review src/orders.ts                 one file
  latent review src --fail-on never           a folder, as a report only
  latent review --changes                     what differs from HEAD
  latent review --changes=staged              what the next commit holds, for a pre-commit hook
  latent review --changes=main..HEAD --format json

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run, 3 stopped early (what was found is printed).
`

/** `latent review`: findings with evidence and verified fixes for files, folders or changes. */
export function reviewCommand(host: Host): Command {
  return new Command('review')
    .description('review files, folders or changes')
    .argument('[path...]', 'files and folders; the current folder when there is none')
    .option('--changes [=staged|REF..REF]', 'only what differs from HEAD, is staged, or differs between two commits')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'least severity for exit code 1').choices([...failOnChoices]).default('warning'),
    )
    .option('--model <model>', 'catalogue name or path of a .gguf file')
    .option('--budget <time>', 'stop after this time, such as 60s or 5m', parseDuration)
    .option('--precision <share>', 'target share of shown findings that are right, 0.5 to 0.99', parsePrecision, 0.8)
    .option('--show-held-back', 'print held-back findings too (format text)')
    .addHelpText('after', examples)
    .action(async (paths: string[], _options, command: Command) => {
      process.exitCode = await review(paths, command.optsWithGlobals(), host)
    })
}

export async function review(paths: readonly string[], options: ReviewOptions, host: Host): Promise<ExitCode> {
  const startedMs = host.now()
  const { root, targets } = await findTargets(paths, options, host)
  const signal = host.interruption()
  const run = new ReviewRun(
    { report: reportFor(options, host), progress: progressFor(host.err), signal, now: host.now },
    {
      precision: options.precision,
      failOn: options.failOn,
      dismissed: await dismissedIn(root, (line) => void host.err.write(`latent: ${printable(line)}\n`)),
    },
    { startedMs, ...(options.budget === undefined ? {} : { budgetMs: options.budget }) },
  )
  // Without anything to review no model is needed, and none is asked for.
  if (targets.length === 0) return run.end()
  const model = await host.openModel(options.model)
  try {
    // A model that cannot be loaded is one line, not one for each function.
    await model.engine.info()
    await run.reviewAll(targets, await model.reviewDeps(root))
    if (run.engineFailure !== undefined) host.err.write(`latent: ${printable(run.engineFailure)}\n`)
    return run.end()
  } catch (error) {
    // Ctrl-C on a terminal reaches the engine process as well, so an error of the engine is only what was asked for.
    if (signal.aborted) return run.end()
    throw error
  } finally {
    await model.close()
  }
}

function findTargets(paths: readonly string[], { changes }: ReviewOptions, host: Host): Promise<Targets> {
  return changes === undefined
    ? targetsAt(paths.length > 0 ? paths : ['.'], host.workingFolder)
    : changedTargets(changes, paths, host.workingFolder)
}

function reportFor({ format, color, showHeldBack }: ReviewOptions, { out, env }: Host): Report {
  const write = (text: string) => void out.write(text)
  return reportIn(format, { write, paint: paintFor(out, env, !color), showHeldBack: showHeldBack === true })
}

function parsePrecision(text: string): number {
  const share = Number(text)
  if (!(share >= 0.5 && share <= 0.99)) {
    throw LatentError.of('badArgument', `--precision takes a number from 0.5 to 0.99, not "${text}".`)
  }
  return share
}
