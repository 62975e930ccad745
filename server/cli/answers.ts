import { type Command, Help, type HelpConfiguration, type Option } from 'commander'
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { columnsOf, wrapped } from './output/columns.ts'
import { chineseHelp, commanderErrorInChinese, descriptionInChinese } from './texts/commander.ts'
import { programTexts } from './texts/program.ts'

/** The same help and the same one-line errors in a command and all its subcommands, in one language. */
export function answerUniformly(command: Command, language: DisplayLanguage): void {
  const { seeHelp, helpOfCommand } = programTexts[language]
  command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', helpOfCommand)
    .configureHelp({
      ...(language === 'zh' ? helpInChinese : {}),
      showGlobalOptions: true,
      visibleGlobalOptions: globalOptions,
    })
    .configureOutput({
      outputError: (text, write) => write(`latent: ${errorInWords(text, language)}${seeHelp}\n`),
    })
  for (const subcommand of command.commands) answerUniformly(subcommand, language)
}

/** Those of the program alone: a subcommand of `review` takes none of its options. */
function globalOptions(command: Command): Option[] {
  const program = command.parent?.parent ?? command.parent
  return program === null ? [] : [...program.options]
}

const english = new Help()

const helpInChinese: HelpConfiguration = {
  styleTitle: (title) => chineseHelp[title] ?? title,
  commandUsage: (command) =>
    english.commandUsage(command).replaceAll(/\[(?:options|command)\]/g, (word) => chineseHelp[word] ?? word),
  subcommandTerm: (command) => english.subcommandTerm(command).replace('[options]', (word) => chineseHelp[word] ?? word),
  optionDescription: (option) => descriptionInChinese(english.optionDescription(option)),
  argumentDescription: (argument) => descriptionInChinese(english.argumentDescription(argument)),
  displayWidth: columnsOf,
  boxWrap: (text, columns) =>
    columns < english.minWidthToWrap
      ? text
      : text
          .split('\n')
          .map((line) => wrapped(line, columns))
          .join('\n'),
}

/** A sentence on one line, of what commander says in up to two. */
function errorInWords(text: string, language: DisplayLanguage): string {
  const said = text
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
  return language === 'zh' ? `${commanderErrorInChinese(said)}。` : `${said.replace(/\.$/, '')}. `
}
