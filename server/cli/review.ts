import { Command, Option } from 'commander'
import { LatentError } from '../protocol/errors.ts'
import { printable } from '../protocol/printable.ts'
import { BaselineWriter } from './baseline.ts'
import { calibrateCommand } from './calibrate.ts'
import type { Host } from './host.ts'
import { readBaseline } from './input/baselineFile.ts'
import { changedTargets, parseChangeScope } from './input/changes.ts'
import { dismissedIn } from './input/dismissed.ts'
import { parseDuration } from './input/duration.ts'
import { patchTargets, readPatch } from './input/patch.ts'
import { type Targets, targetsAt } from './input/targets.ts'
import { type ExitCode, type FailOn, failOnChoices } from './output/exitCode.ts'
import { formatHelp, formats } from './output/formats.ts'
import { type OutputPlace, parseOutput } from './output/outputFile.ts'
import { type OutputOptions, openOutputs } from './output/outputs.ts'
import { progressFor } from './output/progress.ts'
import { SeveralReports } from './output/severalReports.ts'
import { ReviewRun } from './reviewRun.ts'

export interface ReviewOptions extends OutputOptions {
  readonly changes?: string
  readonly base?: string
  readonly patch?: string
  readonly failOn: FailOn
  readonly model?: string
  readonly budget?: number
  readonly precision: number
  readonly baseline?: string
  readonly writeBaseline?: string
}

const examples = `
Examples:
  latent review src/orders.ts                 one file
  latent review src --fail-on never           a folder, as a report only
  latent review --changes                     what differs from HEAD
  latent review --changes=staged              what the next commit holds, for a pre-commit hook
  latent review --changes=branch --budget 5m  what this branch changed, the riskiest functions first
  latent review --changes=main..HEAD --format github --output sarif=latent.sarif
  git diff | latent review --patch -          what a patch changes
  latent review src --write-baseline .latent/baseline.json
  latent review src --baseline .latent/baseline.json

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run, 3 stopped before its end without such a finding.
`

/**
 * `latent review`: findings with evidence and verified fixes for files, folders or changes. Options after `calibrate` are those of that
 * subcommand, because some of them have the same names.
 */
export function reviewCommand(host: Host): Command {
  return new Command('review')
    .description('review files, folders or changes')
    .enablePositionalOptions()
    .addCommand(calibrateCommand(host))
    .argument('[path...]', 'files and folders; the current folder when there is none')
    .option(
      '--changes [=staged|branch|REF..REF]',
      'only what is new in what differs from HEAD, is staged, in this branch, or between two commits',
    )
    .option('--base <commit>', 'what this branch is compared with, the default branch otherwise (--changes=branch)')
    .option('--patch <file>', 'only what is new in the changes of a unified diff; - reads standard input')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'least severity for exit code 1').choices([...failOnChoices]).default('warning'),
    )
    .option('--output <file>', 'write there instead of printing, or FORMAT=FILE besides (repeatable)', collectOutputs)
    .option('--model <model>', 'catalogue name or path of a .gguf file')
    .option('--budget <time>', 'stop after this time, such as 60s or 5m', parseDuration)
    .option('--precision <share>', 'target share of shown findings that are right, 0.5 to 0.99', parsePrecision, 0.8)
    .option('--show-held-back', 'print held-back findings too (format text)')
    .option('--baseline <file>', 'hold back the findings that this file names')
    .option('--write-baseline <file>', 'write the findings of whole files into such a file; they do not fail this run')
    .addHelpText('after', formatHelp + examples)
    .action(async (paths: string[], _options, command: Command) => {
      process.exitCode = await review(paths, command.optsWithGlobals(), host)
    })
}

export async function review(paths: readonly string[], options: ReviewOptions, host: Host): Promise<ExitCode> {
  const startedMs = host.now()
  if (options.writeBaseline !== undefined && isOfChanges(options)) {
    throw LatentError.of(
      'badArgument',
      '--write-baseline is for whole files: of changes alone, the baseline would lose the rest.',
    )
  }
  const { root, targets } = await findTargets(paths, options, host)
  const signal = host.interruption()
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline, host.workingFolder)
  const outputs = await openOutputs(options, host)
  const writer =
    options.writeBaseline === undefined ? undefined : await BaselineWriter.of(options.writeBaseline, host.workingFolder)
  const run = new ReviewRun(
    {
      report: new SeveralReports([outputs.report, ...(writer === undefined ? [] : [writer])]),
      progress: progressFor(host.err),
      signal,
      now: host.now,
    },
    {
      precision: options.precision,
      failOn: options.failOn,
      dismissed: await dismissedIn(root, (line) => void host.err.write(`latent: ${printable(line)}\n`)),
      ...(baseline && { baseline }),
    },
    { startedMs, ...(options.budget === undefined ? {} : { budgetMs: options.budget }) },
  )
  const finish = async () => {
    const code = run.end()
    await outputs.save()
    return writer === undefined ? code : writer.finish(code, host.err)
  }
  // Without anything to review no model is needed, and none is asked for.
  if (targets.length === 0) return finish()
  const model = await host.openModel(options.model)
  try {
    // A model that cannot be loaded is one line, not one for each function.
    await model.engine.info()
    const deps = await model.reviewDeps(root)
    await (isOfChanges(options) ? run.reviewChanges(targets, deps) : run.reviewAll(targets, deps))
    if (run.engineFailure !== undefined) host.err.write(`latent: ${printable(run.engineFailure)}\n`)
  } catch (error) {
    // Ctrl-C on a terminal reaches the engine process as well, so an error of the engine is only what was asked for.
    if (!signal.aborted) throw error
  } finally {
    await model.close()
  }
  return finish()
}

async function findTargets(
  paths: readonly string[],
  { changes, base, patch }: ReviewOptions,
  { workingFolder, in: input }: Host,
): Promise<Targets> {
  if (patch !== undefined) {
    if (changes !== undefined || base !== undefined) {
      throw LatentError.of('badArgument', '--patch says itself what is changed, so it does not go with --changes or --base.')
    }
    return patchTargets(await readPatch(patch, workingFolder, input), patch, paths, workingFolder)
  }
  if (changes !== undefined || base !== undefined) return changedTargets(parseChangeScope(changes, base), paths, workingFolder)
  return targetsAt(paths.length > 0 ? paths : ['.'], workingFolder)
}

function isOfChanges({ changes, base, patch }: ReviewOptions): boolean {
  return changes !== undefined || base !== undefined || patch !== undefined
}

function collectOutputs(text: string, before: readonly OutputPlace[] = []): readonly OutputPlace[] {
  return [...before, parseOutput(text)]
}

function parsePrecision(text: string): number {
  const share = Number(text)
  if (!(share >= 0.5 && share <= 0.99)) {
    throw LatentError.of('badArgument', `--precision takes a number from 0.5 to 0.99, not "${text}".`)
  }
  return share
}
