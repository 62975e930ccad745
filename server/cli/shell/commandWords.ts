import type { Argument, Command, Option } from 'commander'

/** A command as shells and the manual page tell of it. */
export interface CommandWords {
  /** The words that lead to it, without `latent`: `['models', 'pull']`. */
  readonly path: readonly string[]
  readonly summary: string
  /** As after "Usage:". */
  readonly usage: string
  readonly options: readonly OptionWords[]
  readonly places: readonly ValueWords[]
  readonly commands: readonly CommandWords[]
  /** What `--help` says below the options: examples, exit codes. */
  readonly notes: string
}

export interface OptionWords {
  /** `['-h', '--help']`. */
  readonly flags: readonly string[]
  readonly summary: string
  /** As in the help, such as `--format <format>`. */
  readonly term: string
  /** `undefined` for a switch. An optional value is given with `=` alone. */
  readonly value: ValueWords | undefined
}

export interface ValueWords {
  /** As in the help, without brackets. */
  readonly name: string
  readonly several: boolean
  readonly optional: boolean
  readonly kind: ValueKind
}

/** What may stand in a place. `either` is one of the words or a file. */
export type ValueKind =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'either'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'free' }

/** Words that commander does not know of: names of the catalogue and of engine packs. */
export interface KnownNames {
  readonly models: readonly string[]
  readonly packs: readonly string[]
}

/** `program` and all its commands but the hidden ones. */
export function commandWords(program: Command, names: KnownNames, path: readonly string[] = []): CommandWords {
  const help = program.createHelp()
  return {
    path,
    summary: help.commandDescription(program),
    usage: help.commandUsage(program),
    options: help.visibleOptions(program).map((option) => optionWords(option, help.optionDescription(option), names)),
    places: program.registeredArguments.map((argument) => placeWords(argument, path, names)),
    commands: help.visibleCommands(program).map((command) => commandWords(command, names, [...path, command.name()])),
    notes: notesOf(program),
  }
}

function optionWords(option: Option, summary: string, names: KnownNames): OptionWords {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined)
  const [, name] = /[<[]=?([^>\]]+)[>\]]/.exec(option.flags) ?? []
  const value =
    name === undefined
      ? undefined
      : {
          name: name.replace('...', ''),
          several: option.variadic,
          optional: option.optional,
          kind: kindOf(name, option.argChoices, [], names),
        }
  return { flags, summary, term: option.flags, value }
}

function placeWords(argument: Argument, path: readonly string[], names: KnownNames): ValueWords {
  return {
    name: argument.name(),
    several: argument.variadic,
    optional: !argument.required,
    kind: kindOf(argument.name(), argument.argChoices, path, names),
  }
}

/** The names in the help say what is meant; a `name` is a model's or a pack's, as its command is about the one or the other. */
function kindOf(name: string, choices: readonly string[] | undefined, path: readonly string[], names: KnownNames): ValueKind {
  if (choices !== undefined) return { kind: 'words', words: choices }
  if (name.startsWith('='))
    return {
      kind: 'words',
      words: name
        .slice(1)
        .split('|')
        .filter((word) => /^[a-z]+$/.test(word)),
    }
  if (/^staged\|/.test(name)) return { kind: 'words', words: name.split('|').filter((word) => /^[a-z]+$/.test(word)) }
  if (name === 'model') return { kind: 'either', words: names.models }
  if (name === 'name' && path[0] === 'models') return { kind: 'words', words: names.models }
  if (name === 'name' && path[0] === 'engine') return { kind: 'words', words: names.packs }
  if (/^(file|path)\b/i.test(name)) return { kind: 'file' }
  if (/^folder\b/i.test(name)) return { kind: 'folder' }
  return { kind: 'free' }
}

/** Commander keeps what is added to a help as listeners: it is had by writing the whole help and taking away what is known of it. */
function notesOf(command: Command): string {
  let whole = ''
  const before = command.configureOutput()
  command.configureOutput({ ...before, writeOut: (text) => (whole += text) })
  command.outputHelp()
  command.configureOutput(before)
  return whole.slice(command.helpInformation().length).trim()
}

/** A command with all below it, each before those that it holds. */
export function everyCommand(command: CommandWords): readonly CommandWords[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

/** The options that a command takes: its own, and those of the program, which may stand behind any command. */
export function optionsOf(command: CommandWords, program: CommandWords): readonly OptionWords[] {
  if (command.path.length === 0) return command.options
  const own = new Set(command.options.flatMap(({ flags }) => flags))
  const shared = program.options.filter(({ flags }) => !flags.some((flag) => own.has(flag) || flag === '--version'))
  return [...command.options, ...shared]
}
