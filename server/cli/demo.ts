import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Paint } from '../features/review/rendering/paint.ts'
import type { ReportedFile } from '../features/review/rendering/reviewReport.ts'
import type { Finding } from '../protocol/finding.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import { defaultSettings } from '../protocol/settings.ts'
import type { GlobalOptions, Host, OpenModel } from './host.ts'
import { readMarkedFile } from './input/markedFile.ts'
import { targetsAt } from './input/targets.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { figuresInWords } from './output/figures.ts'
import { ghostFrame } from './output/ghostFrame.ts'
import { paintFor } from './output/paint.ts'
import { progressFor } from './output/progress.ts'
import { TextReport } from './output/textReport.ts'
import { ReviewRun } from './reviewRun.ts'
import { demoTexts } from './texts/demo.ts'
import { optionTexts } from './texts/options.ts'

/** Fewer than these mean that something is wrong with the installation. */
const leastCompletions = 3
const leastVerifiedFindings = 2

interface DemoOptions extends GlobalOptions {
  readonly model?: string
}

/** `latent demo`, which `npm run demo` starts: completions at the marked places of a folder's files, and a review of others. */
export function demoCommand(host: Host): Command {
  const say = demoTexts[host.language]
  return new Command('demo')
    .description(say.description)
    .argument('<folder>', say.folder)
    .option('--model <model>', optionTexts[host.language].model)
    .action(async (folder: string, _options, command: Command) => {
      process.exitCode = await demo(resolve(host.workingFolder, folder), command.optsWithGlobals(), host)
    })
}

async function demo(folder: string, options: DemoOptions, host: Host): Promise<ExitCode> {
  const say = demoTexts[host.language]
  const paint = paintFor(host.out, host.env, !options.color)
  const signal = host.interruption()
  const startedMs = host.now()
  const model = await host.openModel(options.model)
  try {
    const info = await model.engine.info()
    const ms = Math.round(host.now() - startedMs)
    host.out.write(`${say.loaded(info.model, inLanguage(info.device, host.language), info.backend, ms)}\n\n`)
    const completions = await showCompletions(join(folder, 'complete'), model, host, paint, signal)
    const verified = await showReview(join(folder, 'review'), model, host, paint, signal)
    if (signal.aborted) return exitCode.stoppedEarly
    const sum = say.sum(completions, verified)
    if (completions >= leastCompletions && verified >= leastVerifiedFindings) {
      host.out.write(`${paint('green', say.complete(sum))}\n`)
      return exitCode.clean
    }
    host.out.write(`${paint('red', say.incomplete(sum, leastCompletions, leastVerifiedFindings))}\n`)
    return exitCode.findings
  } finally {
    await model.close()
  }
}

/** Completes at every mark of the folder's files. Gives how many answers there were. */
async function showCompletions(folder: string, model: OpenModel, host: Host, paint: Paint, signal: AbortSignal): Promise<number> {
  const say = demoTexts[host.language]
  let shown = 0
  for (const name of (await readdir(folder)).sort()) {
    const { source, position } = await readMarkedFile(join(folder, name))
    const ask = { document: source.path, source, position, trigger: 'automatic' as const, settings: defaultSettings }
    const answer = await model.completer.complete(ask, signal)
    const completion = answer.kind === 'shown' ? answer.completions[0] : undefined
    const figures = figuresInWords(model.takeFigures(), host.language)
    host.out.write(`${paint('bold', say.completion(`${name}:${position.line + 1}:${position.character + 1}`))}\n`)
    if (completion === undefined) host.out.write(`  ${say.nothing}\n`)
    else {
      shown++
      host.out.write(`${ghostFrame(source, completion, paint)}\n`)
    }
    host.out.write(`${paint('dim', figures)}\n\n`)
  }
  return shown
}

/** Reviews the folder. Gives how many findings had a verified fix. */
async function showReview(folder: string, model: OpenModel, host: Host, paint: Paint, signal: AbortSignal): Promise<number> {
  const { root, targets } = await targetsAt([folder], host.workingFolder)
  const report = new VerifiedCountingReport((text) => void host.out.write(text), {
    ...{ language: host.language, paint, showHeldBack: false },
  })
  const run = new ReviewRun(
    { report, progress: progressFor(host.err, host.language), signal, now: host.now },
    { precision: defaultSettings['review.precision'], failOn: 'never', dismissed: [] },
    { startedMs: host.now() },
  )
  await run.reviewAll(targets, await model.reviewDeps(root))
  run.end()
  return report.verified
}

class VerifiedCountingReport extends TextReport {
  verified = 0

  override finding(file: ReportedFile, finding: Finding): void {
    if (finding.fixes.some((fix) => fix.verified)) this.verified++
    super.finding(file, finding)
  }
}
