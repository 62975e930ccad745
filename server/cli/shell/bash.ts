import { type CommandWords, everyCommand, type OptionWords, optionsOf, type ValueKind } from './commandWords.ts'

/** The completion of `latent` for bash 4 and newer. It starts no program, so that it answers at once. */
export function bashCompletion(program: CommandWords): string {
  const commands = everyCommand(program)
  return `# bash completion for latent. Load it by: source <(latent completion bash)
_latent() {
  local current=\${COMP_WORDS[COMP_CWORD]} before= command= index
  ((COMP_CWORD > 0)) && before=\${COMP_WORDS[COMP_CWORD - 1]}
  # Bash cuts "--format=json" into three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$command \${COMP_WORDS[index]}" in
${commands.flatMap(({ path, commands }) => commands.map(({ path: below }) => descent(path, below))).join('\n')}
    esac
  done
  case "$command $before" in
${commands.flatMap((command) => optionsOf(command, program).flatMap((option) => valueCase(command, option))).join('\n')}
  esac
  case "$command" in
${commands.map((command) => wordsCase(command, program)).join('\n')}
  esac
}
complete -F _latent latent
`
}

function descent(path: readonly string[], below: readonly string[]): string {
  return `      ${quoted(`${path.join(' ')} ${below.at(-1)}`)}) command=${quoted(below.join(' '))} ;;`
}

function valueCase({ path }: CommandWords, { flags, value }: OptionWords): readonly string[] {
  if (value === undefined || value.optional) return []
  const patterns = flags.map((flag) => quoted(`${path.join(' ')} ${flag}`)).join(' | ')
  return [`    ${patterns}) ${suggesting(value.kind)} return ;;`]
}

function wordsCase(command: CommandWords, program: CommandWords): string {
  const flags = optionsOf(command, program).flatMap((option) => option.flags)
  const names = command.commands.map(({ path }) => path.at(-1) ?? '')
  const [place] = command.places
  const rest = place === undefined ? '' : suggesting(place.kind).trim()
  return `    ${quoted(command.path.join(' '))})
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W ${quoted(flags.join(' '))} -- "$current"))
      else
        ${
          names.length === 0
            ? rest || ':'
            : `${rest}
        COMPREPLY+=($(compgen -W ${quoted(names.join(' '))} -- "$current"))`.trim()
        }
      fi
      ;;`
}

function suggesting(kind: ValueKind): string {
  switch (kind.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(kind.words.join(' '))} -- "$current"));`
    case 'either':
      return `compopt -o filenames; mapfile -t COMPREPLY < <(compgen -W ${quoted(kind.words.join(' '))} -- "$current"; compgen -f -- "$current");`
    case 'file':
      return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current");'
    case 'folder':
      return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current");'
    case 'free':
      return 'COMPREPLY=();'
  }
}

/** One word of a shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
