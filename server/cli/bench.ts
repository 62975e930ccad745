import { Command } from 'commander'
import { measure } from '../features/measure/measure.ts'
import { MeasurementStore } from '../models/measurementStore.ts'
import { printableJson } from '../protocol/printable.ts'
import type { Settings } from '../protocol/settings.ts'
import { gpuOption } from './doctor.ts'
import type { GlobalOptions, Host } from './host.ts'
import { type BenchReport, benchInWords } from './output/benchReport.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { schemaVersion } from './output/report.ts'
import { benchTexts } from './texts/bench.ts'
import { optionTexts } from './texts/options.ts'

export interface BenchOptions extends GlobalOptions {
  readonly json?: boolean
  readonly model?: string
  readonly gpu?: Settings['engine.gpu']
}

/** `latent bench`: how fast and how good a model is here, beside the run before. */
export function benchCommand(host: Host): Command {
  const say = benchTexts[host.language]
  return new Command('bench')
    .description(say.description)
    .option('--json', optionTexts[host.language].json)
    .option('--model <model>', optionTexts[host.language].model)
    .addOption(gpuOption(say.gpu))
    .addHelpText('after', say.examples)
    .action(async (_options, command: Command) => {
      process.exitCode = await bench(command.optsWithGlobals(), host)
    })
}

async function bench(options: BenchOptions, host: Host): Promise<ExitCode> {
  const say = benchTexts[host.language]
  const signal = host.interruption()
  const opened = await host.openModel(options.model, options.gpu)
  try {
    host.err.write(`${say.loading}\n`)
    const { model, backend, device } = await opened.engine.info()
    host.err.write(`${say.measuring}\n`)
    const deps = { engine: opened.engine, completer: opened.completer, now: host.now }
    const measured = await measure(deps, (done, all) => host.err.write(`${say.cases(done, all)}\n`), signal)
    const store = new MeasurementStore(host.env)
    const key = `${model} ${backend}`
    const before = await store.last(key)
    const right = measured.cases.filter((each) => each.right).length
    const report: BenchReport = {
      ...{ schemaVersion, model, backend, device, ...measured, right },
      ...(before === undefined ? {} : { before }),
    }
    host.out.write(options.json ? printableJson(report, 2) : benchInWords(report, host.language))
    const { promptTokensPerSecond, generatedTokensPerSecond, completionMs, cases } = measured
    const kept = { promptTokensPerSecond, generatedTokensPerSecond, completionMs, right, cases: cases.length }
    await store.keep(key, { at: new Date().toISOString(), ...kept })
    return exitCode.clean
  } finally {
    await opened.close()
  }
}
