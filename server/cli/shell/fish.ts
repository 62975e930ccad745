import { type CommandWords, everyCommand, type OptionWords, optionsOf, type ValueKind } from './commandWords.ts'

/** The completion of `latent` for fish 3 and newer. */
export function fishCompletion(program: CommandWords): string {
  const commands = everyCommand(program)
  return `# fish completion for latent. Keep it as ~/.config/fish/completions/latent.fish
function __latent_command
    set -l found ''
    for word in (commandline -opc)[2..-1]
        switch "$found $word"
${commands.flatMap(({ path, commands }) => commands.map((below) => descent(path, below.path))).join('\n')}
        end
    end
    echo $found
end
complete -c latent -f
${commands.flatMap((command) => commandLines(command, program)).join('\n')}
`
}

function descent(path: readonly string[], below: readonly string[]): string {
  return `            case ${quoted(`${path.join(' ')} ${below.at(-1)}`)}\n                set found ${quoted(below.join(' '))}`
}

function commandLines(command: CommandWords, program: CommandWords): readonly string[] {
  const at = `complete -c latent -n ${quoted(`test (__latent_command) = ${doubleQuoted(command.path.join(' '))}`)}`
  const [place] = command.places
  return [
    ...command.commands.map(({ path, summary }) => `${at} -a ${quoted(path.at(-1) ?? '')} -d ${quoted(oneLine(summary))}`),
    ...(place === undefined ? [] : [`${at} ${suggesting(place.kind)}`]),
    ...optionsOf(command, program).map((option) => `${at} ${optionWords(option)}`),
  ]
}

function optionWords({ flags, summary, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ')
  const taken = value === undefined ? '' : value.optional ? ` ${suggesting(value.kind)}` : ` -r ${suggesting(value.kind)}`
  return `${names}${taken} -d ${quoted(oneLine(summary))}`
}

function suggesting(kind: ValueKind): string {
  switch (kind.kind) {
    case 'words':
      return `-f -a ${quoted(kind.words.join(' '))}`
    case 'either':
      return `-F -a ${quoted(kind.words.join(' '))}`
    case 'file':
      return '-F'
    case 'folder':
      return "-f -a '(__fish_complete_directories)'"
    case 'free':
      return '-f'
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** Within single quotes fish knows a backslash before a quote and before a backslash. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`
}

function doubleQuoted(text: string): string {
  return `"${text}"`
}
