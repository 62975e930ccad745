import { Command, CommanderError } from 'commander'
import { answerUniformly } from './answers.ts'
import { askCommand } from './ask.ts'
import { benchCommand } from './bench.ts'
import { completeCommand } from './complete.ts'
import { completionCommand, manualCommand } from './completion.ts'
import { datasetCommand } from './dataset.ts'
import { demoCommand } from './demo.ts'
import { dismissalsCommand } from './dismissals.ts'
import { doctorCommand } from './doctor.ts'
import { editCommand } from './edit.ts'
import { engineCommand } from './engine.ts'
import { hookCommand } from './hook.ts'
import type { GlobalOptions, Host } from './host.ts'
import { lspCommand } from './lsp.ts'
import { mcpCommand } from './mcp.ts'
import { modelsCommand } from './models.ts'
import { tellError } from './output/errorLine.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { reviewCommand } from './review.ts'
import { rulesCommand } from './rules.ts'
import { serveCommand } from './serve.ts'
import { programTexts } from './texts/program.ts'

/** The `latent` command with all its subcommands. */
export function buildProgram(host: Host, version: string): Command {
  const say = programTexts[host.language]
  const program = new Command('latent')
    .description(say.description)
    .version(version, '-V, --version', say.version)
    .option('--no-color', say.noColor)
    .option('--verbose', say.verbose)
    .option('--remote-url <url>', say.remoteUrl)
    .option('--remote-model <name>', say.remoteModel)
    .addHelpText('after', say.examples)
  program.addCommand(reviewCommand(host))
  program.addCommand(rulesCommand(host))
  program.addCommand(dismissalsCommand(host))
  program.addCommand(completeCommand(host))
  program.addCommand(askCommand(host))
  program.addCommand(editCommand(host))
  program.addCommand(modelsCommand(host))
  program.addCommand(engineCommand(host))
  program.addCommand(datasetCommand(host))
  program.addCommand(hookCommand(host))
  program.addCommand(lspCommand(host))
  program.addCommand(mcpCommand(host))
  program.addCommand(serveCommand(host))
  program.addCommand(doctorCommand(host))
  program.addCommand(benchCommand(host))
  program.addCommand(completionCommand(host))
  program.addCommand(demoCommand(host), { hidden: true })
  program.addCommand(manualCommand(host, version), { hidden: true })
  answerUniformly(program, host.language)
  program.helpOption('-h, --help', say.help)
  return program
}

/**
 * Runs one command line. Subcommands set `process.exitCode`; what they throw becomes one line on stderr and exit code 2, or after
 * Ctrl-C no line and exit code 3.
 */
export async function runProgram(program: Command, commandLine: readonly string[], host: Host): Promise<void> {
  try {
    await program.parseAsync(withValueOfChanges(commandLine), { from: 'user' })
  } catch (error) {
    process.exitCode = codeOf(error, host)
  }
}

/** Options that stand before or after the subcommand. */
export function globalOptions(program: Command): GlobalOptions {
  return program.opts<GlobalOptions>()
}

/**
 * `--changes` takes a value only with `=`, so that `--changes src` means the folder src. Commander would take the next word, so the
 * bare option is given its value here; words after `--` are left alone.
 */
function withValueOfChanges(commandLine: readonly string[]): string[] {
  const end = commandLine.indexOf('--')
  return commandLine.map((word, index) => (word === '--changes' && (end < 0 || index < end) ? '--changes=HEAD' : word))
}

/** Says what went wrong, unless commander has said it already. */
function codeOf(error: unknown, host: Host): ExitCode {
  if (host.isInterrupted()) return exitCode.stoppedEarly
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.clean : exitCode.couldNotRun
  tellError(error, host)
  return exitCode.couldNotRun
}
