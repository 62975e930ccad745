import { quoted } from './bash.ts'
import { type CommandWords, everyCommand, type OptionWords, optionsOf, type ValueKind, type ValueWords } from './commandWords.ts'

/** The completion of `latent` for zsh: one function a command, each with what `_arguments` needs to know. */
export function zshCompletion(program: CommandWords): string {
  return `#compdef latent
# zsh completion for latent. Keep it as _latent in a folder of $fpath, or load it by: source <(latent completion zsh)
${everyCommand(program)
  .map((command) => commandFunction(command, program))
  .join('\n')}
if [[ $funcstack[1] == _latent ]]; then
  _latent "$@"
else
  compdef _latent latent
fi
`
}

function commandFunction(command: CommandWords, program: CommandWords): string {
  const options = optionsOf(command, program).flatMap(optionSpecs)
  const specs = command.commands.length === 0 ? command.places.map(placeSpec) : ["'1: :->first'", "'*:: :->rest'"]
  const call = `  _arguments -s -S -C ${[...options, ...specs].join(' \\\n    ')}`
  const name = functionName(command.path)
  if (command.commands.length === 0) return `${name}() {\n${call}\n}\n`
  const [place] = command.places
  return `${name}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
${call}
  case $state in
    first)
      local -a commands=(
${command.commands.map((each) => `        ${quoted(`${lastWord(each)}:${plain(each.summary)}`)}`).join('\n')}
      )
      _describe command commands${place === undefined ? '' : `\n      ${action(place.kind)}`}
      ;;
    rest)
      case $line[1] in
${command.commands.map((each) => `        ${lastWord(each)}) ${functionName(each.path)} ;;`).join('\n')}
        *) ${place === undefined ? ':' : action(place.kind)} ;;
      esac
      ;;
  esac
}
`
}

function functionName(path: readonly string[]): string {
  return ['_latent', ...path].join('_').replaceAll('-', '_')
}

function lastWord({ path }: CommandWords): string {
  return path.at(-1) ?? ''
}

/** One for each flag; those that mean the same exclude each other. */
function optionSpecs({ flags, summary, value }: OptionWords): readonly string[] {
  const group = flags.length > 1 ? `(${flags.join(' ')})` : ''
  const repeated = value?.several === true ? '*' : ''
  return flags.map((flag) => {
    const assigned = value === undefined ? flag : value.optional ? `${flag}=-` : flag.startsWith('--') ? `${flag}=` : `${flag}+`
    const what = value === undefined ? '' : `:${value.optional ? ':' : ''}${plain(value.name)}:${action(value.kind)}`
    return quoted(`${repeated || group}${assigned}[${plain(summary).replaceAll(/[[\]]/g, '\\$&')}]${what}`)
  })
}

function placeSpec({ name, several, optional, kind }: ValueWords, index: number): string {
  return quoted(`${several ? '*' : index + 1}:${optional && !several ? ':' : ''}${plain(name)}:${action(kind)}`)
}

function action(kind: ValueKind): string {
  switch (kind.kind) {
    case 'words':
      return `(${kind.words.join(' ')})`
    case 'either':
      return `{ compadd ${kind.words.join(' ')}; _files }`
    case 'file':
      return '_files'
    case 'folder':
      return '_files -/'
    case 'free':
      return ' '
  }
}

/** A colon parts the fields of a specification. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[:\\]/g, '\\$&')
}
