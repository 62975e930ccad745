import { readFileSync } from 'node:fs'

const folder = new URL('../fixtures/vllm/', import.meta.url)

/** Names that a program told, one a line behind a line with its version: written by `bench/servers/vllm.sh names`. */
export function namesOf(file: 'options' | 'router-options' | 'metrics' | 'router-metrics'): ReadonlyMap<string, string> {
  const [, ...lines] = readFileSync(new URL(`${file}.txt`, folder), 'utf8')
    .trim()
    .split('\n')
  return new Map(
    lines.map((line) => {
      const [name = '', kind = ''] = line.split(' ')
      return [name, kind]
    }),
  )
}

/** The version in the first line of such a file. */
export function versionOf(file: 'options' | 'router-options'): string {
  const [title = ''] = readFileSync(new URL(`${file}.txt`, folder), 'utf8').split('\n')
  return title.split(' ').at(-1) ?? ''
}

/** The options among a command's words, without their values. */
export function optionNames(words: readonly string[]): readonly string[] {
  return words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/s, ''))
}
