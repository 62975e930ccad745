import type { CommandWords, OptionWords } from './commandWords.ts'
import { everyCommand } from './commandWords.ts'

/** The headings of a manual page in one language. */
export interface ManualHeadings {
  readonly name: string
  readonly synopsis: string
  readonly description: string
  readonly options: string
  readonly commands: string
  readonly seeAlso: string
}

/** latent(1) in the macros of man(7), which every `man` and mandoc understand. It has no date, so that the same program gives the same page. */
export function manualPage(program: CommandWords, version: string, headings: ManualHeadings): string {
  const [, ...commands] = everyCommand(program)
  return `${[
    `.TH LATENT 1 "" "latent ${version}" "latent"`,
    `.SH ${headings.name}`,
    `latent \\- ${text(program.summary)}`,
    `.SH ${headings.synopsis}`,
    ...[program, ...program.commands].map(({ usage }) => `.B ${text(usage)}\n.br`),
    `.SH ${headings.description}`,
    ...notes(program),
    `.SH ${headings.options}`,
    ...program.options.flatMap(option),
    `.SH ${headings.commands}`,
    ...commands.flatMap(command),
    `.SH ${headings.seeAlso}`,
    text('git(1)'),
  ].join('\n')}\n`
}

function command(words: CommandWords): readonly string[] {
  return [`.SS ${text(words.usage)}`, text(words.summary), ...words.options.flatMap(option), ...notes(words)]
}

function option({ term, summary }: OptionWords): readonly string[] {
  return ['.TP', `.B ${text(term)}`, text(summary)]
}

/** What stands below the options, line by line as it is laid out there. */
function notes({ notes }: CommandWords): readonly string[] {
  return notes === '' ? [] : ['.PP', '.nf', ...notes.split('\n').map(text), '.fi']
}

/**
 * A line that roff prints as it is: a backslash begins an escape, a dot or an apostrophe in front begins a request, and a hyphen that people copy
 * has to be the ASCII one (groff_char(7)).
 */
function text(line: string): string {
  const escaped = line.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq')
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped
}
