import { Argument, Command } from 'commander'
import { catalogue } from '../models/catalogue.ts'
import { packTable } from '../models/packs/packTable.ts'
import type { Host } from './host.ts'
import { bashCompletion } from './shell/bash.ts'
import { type CommandWords, commandWords, type KnownNames } from './shell/commandWords.ts'
import { fishCompletion } from './shell/fish.ts'
import { manualPage } from './shell/manualPage.ts'
import { zshCompletion } from './shell/zsh.ts'
import { completionTexts } from './texts/completion.ts'

type CompletionHost = Pick<Host, 'out' | 'language'>

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const
type Shell = keyof typeof shells

/** `latent completion`: a script for a shell, made of the commands that there are. */
export function completionCommand({ out, language }: CompletionHost): Command {
  const say = completionTexts[language]
  const command = new Command('completion')
  return command
    .description(say.description)
    .addArgument(new Argument('<shell>', say.shell).choices(Object.keys(shells)))
    .addHelpText('after', say.examples)
    .action((shell: Shell) => void out.write(shells[shell](wordsOfProgram(command))))
}

/** `latent manual`: the page latent(1), for packagers. */
export function manualCommand({ out, language }: CompletionHost, version: string): Command {
  const say = completionTexts[language]
  const command = new Command('manual')
  return command.description(say.manual).action(() => void out.write(manualPage(wordsOfProgram(command), version, say.headings)))
}

function wordsOfProgram(command: Command): CommandWords {
  const program = command.parent ?? command
  return commandWords(program, knownNames())
}

function knownNames(): KnownNames {
  return {
    models: catalogue.map(({ name }) => name),
    packs: [...new Set(packTable.packs.map(({ name }) => name))],
  }
}
