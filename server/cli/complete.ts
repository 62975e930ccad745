import { resolve } from 'node:path'
import { Command } from 'commander'
import { loadFile } from '../context/sourceFile.ts'
import { LatentError } from '../protocol/errors.ts'
import { printable, printableJson } from '../protocol/printable.ts'
import { defaultSettings } from '../protocol/settings.ts'
import type { GlobalOptions, Host } from './host.ts'
import { parseCursor, positionOf } from './input/cursor.ts'
import { nameIn, shownPath, workspaceRoot } from './input/files.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { figuresInWords } from './output/figures.ts'
import { schemaVersion } from './output/report.ts'

export interface CompleteOptions extends GlobalOptions {
  readonly json?: boolean
  readonly candidates: number
  readonly maxLines: number
  readonly model?: string
}

const examples = `
Examples:
  latent complete src/main.ts:12:5                  what belongs at line 12, column 5
  latent complete src/main.ts:12:5 --candidates 3   up to three different answers
  latent complete src/main.ts:12:5 --json           with the range that the text replaces

Exit codes: 0 an answer (also an empty one), 2 could not run, 3 cancelled.
`

/** `latent complete`: what the editor would show as ghost text at a place. */
export function completeCommand(host: Host): Command {
  return new Command('complete')
    .description('print the completion at a place in a file')
    .argument('<FILE:LINE:COL>', 'the place; lines and columns count from 1, as editors show them')
    .option('--json', 'print an object with ranges and figures')
    .option('--candidates <n>', 'how many different answers, 1 to 3', wholeNumber('--candidates', 1, 3), 1)
    .option(
      '--max-lines <n>',
      'longest answer in lines, 1 to 64',
      wholeNumber('--max-lines', 1, 64),
      defaultSettings['completion.maxLines'],
    )
    .option('--model <model>', 'catalogue name or path of a .gguf file')
    .addHelpText('after', examples)
    .action(async (place: string, _options, command: Command) => {
      process.exitCode = await complete(place, command.optsWithGlobals(), host)
    })
}

export async function complete(place: string, options: CompleteOptions, host: Host): Promise<ExitCode> {
  const cursor = parseCursor(place)
  const file = resolve(host.workingFolder, cursor.path)
  const loaded = await loadFile(file, nameIn(await workspaceRoot(host.workingFolder), file))
  if (loaded.kind === 'skipped') throw LatentError.of('notReviewable', cursor.path, loaded.part.detail ?? '')
  const position = positionOf(cursor, loaded.source)

  const signal = host.interruption()
  const model = await host.openModel(options.model)
  try {
    const settings = { ...defaultSettings, 'completion.maxLines': options.maxLines }
    const ask = { document: file, source: loaded.source, position, trigger: 'invoked' as const, settings }
    const answer = await model.completer.complete(ask, signal)
    const completions = answer.kind === 'shown' ? answer.completions.slice(0, options.candidates) : []
    const figures = model.takeFigures()
    if (options.json) {
      const path = shownPath(file, host.workingFolder)
      host.out.write(printableJson({ schemaVersion, path, position, completions, stats: figures }))
    } else {
      host.out.write(completions.map(({ text }) => `${host.out.isTTY ? printable(text) : text}\n`).join('---\n'))
      host.err.write(`${completions.length === 0 ? 'Nothing to suggest here. ' : ''}${figuresInWords(figures)}\n`)
    }
    return exitCode.clean
  } finally {
    await model.close()
  }
}

/** A parser of an option's value. Rejects with badArgument. */
function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    throw LatentError.of('badArgument', `${option} takes a whole number from ${minimum} to ${maximum}, not "${text}".`)
  }
}
