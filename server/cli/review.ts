import { Command, Option } from 'commander'
import { LatentError } from '../protocol/errors.ts'
import { BaselineWriter } from './baseline.ts'
import { calibrateCommand } from './calibrate.ts'
import type { Host } from './host.ts'
import { readBaseline } from './input/baselineFile.ts'
import { changedTargets, parseChangeScope } from './input/changes.ts'
import { dismissedIn } from './input/dismissed.ts'
import { parseDuration } from './input/duration.ts'
import { patchTargets, readPatch } from './input/patch.ts'
import { type Targets, targetsAt } from './input/targets.ts'
import { tellError } from './output/errorLine.ts'
import { type ExitCode, type FailOn, failOnChoices } from './output/exitCode.ts'
import { formats } from './output/formats.ts'
import { type OutputPlace, parseOutput } from './output/outputFile.ts'
import { type OutputOptions, openOutputs } from './output/outputs.ts'
import { progressFor } from './output/progress.ts'
import { SeveralReports } from './output/severalReports.ts'
import { ReviewRun } from './reviewRun.ts'
import { optionTexts } from './texts/options.ts'
import { reviewTexts } from './texts/review.ts'

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

/**
 * `latent review`: findings with evidence and verified fixes for files, folders or changes. Options after `calibrate` are those of that
 * subcommand, because some of them have the same names.
 */
export function reviewCommand(host: Host): Command {
  const say = reviewTexts[host.language]
  return new Command('review')
    .description(say.description)
    .enablePositionalOptions()
    .addCommand(calibrateCommand(host))
    .argument('[path...]', say.path)
    .option('--changes [=staged|branch|REF..REF]', say.changes)
    .option('--base <commit>', say.base)
    .option('--patch <file>', say.patch)
    .addOption(new Option('--format <format>', say.format).choices(formats).default('text'))
    .addOption(new Option('--fail-on <severity>', say.failOn).choices([...failOnChoices]).default('warning'))
    .option('--output <file>', say.output, collectOutputs)
    .option('--model <model>', optionTexts[host.language].model)
    .option('--budget <time>', say.budget, parseDuration)
    .option('--precision <share>', say.precision, parsePrecision, 0.8)
    .option('--show-held-back', say.showHeldBack)
    .option('--baseline <file>', say.baseline)
    .option('--write-baseline <file>', say.writeBaseline)
    .addHelpText('after', say.formats + say.examples)
    .action(async (paths: string[], _options, command: Command) => {
      process.exitCode = await review(paths, command.optsWithGlobals(), host)
    })
}

async function review(paths: readonly string[], options: ReviewOptions, host: Host): Promise<ExitCode> {
  const startedMs = host.now()
  if (options.writeBaseline !== undefined && isOfChanges(options)) {
    throw LatentError.of('badArgument', {
      en: '--write-baseline is for whole files: of changes alone, the baseline would lose the rest.',
      zh: '--write-baseline 用于整个文件：若只审查更改，基线会丢失其余内容。',
    })
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
      progress: progressFor(host.err, host.language),
      signal,
      now: host.now,
    },
    {
      precision: options.precision,
      failOn: options.failOn,
      dismissed: await dismissedIn(root, (error) => tellError(error, host)),
      ...(baseline && { baseline }),
    },
    { startedMs, ...(options.budget === undefined ? {} : { budgetMs: options.budget }) },
  )
  const finish = async () => {
    const code = run.end()
    await outputs.save()
    return writer === undefined ? code : writer.finish(code, host)
  }
  // Without anything to review no model is needed, and none is asked for.
  if (targets.length === 0) {
    const { noFiles, noChanges } = reviewTexts[host.language]
    host.err.write(`${isOfChanges(options) ? noChanges : noFiles}\n`)
    return finish()
  }
  const model = await host.openModel(options.model)
  try {
    // A model that cannot be loaded is one line, not one for each function.
    await model.engine.info()
    const deps = await model.reviewDeps(root)
    await (isOfChanges(options) ? run.reviewChanges(targets, deps) : run.reviewAll(targets, deps))
    const failure = run.engineFailure
    if (failure !== undefined) tellError(failure, host)
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
      throw LatentError.of('badArgument', {
        en: '--patch says itself what is changed, so it does not go with --changes or --base.',
        zh: '--patch 自身已说明更改的内容，因此不能与 --changes 或 --base 一起使用。',
      })
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
    throw LatentError.of('badArgument', {
      en: `--precision takes a number from 0.5 to 0.99, not "${text}".`,
      zh: `--precision 应为 0.5 到 0.99 之间的数，而不是“${text}”。`,
    })
  }
  return share
}
