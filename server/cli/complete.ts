import { Command } from 'commander'
import { printable, printableJson } from '../protocol/printable.ts'
import { defaultSettings } from '../protocol/settings.ts'
import type { GlobalOptions, Host } from './host.ts'
import { codeFileAt } from './input/codeFile.ts'
import { parseCursor, positionOf } from './input/cursor.ts'
import { shownPath } from './input/files.ts'
import { wholeNumber } from './input/numbers.ts'
import { type ExitCode, exitCode } from './output/exitCode.ts'
import { figuresInWords } from './output/figures.ts'
import { schemaVersion } from './output/report.ts'
import { completeTexts } from './texts/complete.ts'
import { optionTexts } from './texts/options.ts'

export interface CompleteOptions extends GlobalOptions {
  readonly json?: boolean
  readonly candidates: number
  readonly maxLines: number
  readonly model?: string
}

/** `latent complete`: what the editor would show as ghost text at a place. */
export function completeCommand(host: Host): Command {
  const say = completeTexts[host.language]
  return new Command('complete')
    .description(say.description)
    .argument('<FILE:LINE:COL>', say.place)
    .option('--json', say.json)
    .option('--candidates <n>', say.candidates, wholeNumber('--candidates', 1, 3), 1)
    .option('--max-lines <n>', say.maxLines, wholeNumber('--max-lines', 1, 64), defaultSettings['completion.maxLines'])
    .option('--model <model>', optionTexts[host.language].model)
    .addHelpText('after', say.examples)
    .action(async (place: string, _options, command: Command) => {
      process.exitCode = await complete(place, command.optsWithGlobals(), host)
    })
}

async function complete(place: string, options: CompleteOptions, host: Host): Promise<ExitCode> {
  const cursor = parseCursor(place)
  const { file, source } = await codeFileAt(cursor.path, host.workingFolder)
  const position = positionOf(cursor, source)

  const signal = host.interruption()
  const model = await host.openModel(options.model)
  try {
    const settings = { ...defaultSettings, 'completion.maxLines': options.maxLines }
    const ask = { document: file, source, position, trigger: 'invoked' as const, settings }
    const answer = await model.completer.complete(ask, signal)
    const completions = answer.kind === 'shown' ? answer.completions.slice(0, options.candidates) : []
    const figures = model.takeFigures()
    if (options.json) {
      const path = shownPath(file, host.workingFolder)
      host.out.write(printableJson({ schemaVersion, path, position, completions, stats: figures }))
    } else {
      host.out.write(completions.map(({ text }) => `${host.out.isTTY ? printable(text) : text}\n`).join('---\n'))
      const nothing = completions.length === 0 ? completeTexts[host.language].nothing : ''
      host.err.write(`${nothing}${figuresInWords(figures, host.language)}\n`)
    }
    return exitCode.clean
  } finally {
    await model.close()
  }
}
